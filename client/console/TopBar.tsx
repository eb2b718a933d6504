import { grantOf, mayManageDevices, mayReachOnCall, maySeeFigures } from '../../shared/authority.ts'
import { Icon } from '../design/Icon.tsx'
import { Freshness } from '../panels/Freshness.tsx'
import { MenuButton, PostMenu, RoomClock, ScreenBar, ThemeButton } from '../panels/ScreenBar.tsx'
import { useScreen } from '../react/use-screen.ts'
import { usePreferences, useWords } from '../react/use-words.ts'
import { prefer } from '../store/preferences.ts'
import { GivenUpSign } from '../supervisor/deliveries/GivenUpSign.tsx'
import { CommandField, type CommandFieldProps } from './CommandField.tsx'

interface TopBarProps {
  command: CommandFieldProps
  onDevices(): void
  onOnCall(): void
}

/** Where one is, what one looks for, how fresh it all is, and what time it is in the room. */
export function TopBar({ command, onDevices, onOnCall }: TopBarProps) {
  const words = useWords()
  const { sound } = usePreferences()
  const city = useScreen((state) => state.city)
  const session = useScreen((state) => state.session)
  return (
    <ScreenBar className="top-bar" title={city && words.radioRoom(city.name)}>
      <CommandField {...command} />
      <div className="top-state">
        <GivenUpSign />
        <Freshness />
        <button
          type="button"
          className="top-icon"
          aria-label={sound ? words.soundOff : words.soundOn}
          onClick={() => prefer({ sound: !sound })}
        >
          <Icon name={sound ? 'sound' : 'muted'} />
        </button>
        <ThemeButton />
        <PostMenu named>
          {session !== null && grantOf('receive_ticket', session.role) === 'yes' && (
            <a href="/intake">
              {words.intake.here} <Icon name="phone" />
            </a>
          )}
          {session !== null && mayReachOnCall(session.role) !== 'nobody' && (
            <MenuButton text={words.onCall.title} icon="phone" onClick={onOnCall} />
          )}
          {session !== null && mayManageDevices(session.role) && (
            <MenuButton text={words.devices.title} icon="devices" onClick={onDevices} />
          )}
          {session !== null && maySeeFigures(session.role) && (
            // Beside the console, which goes on watching.
            <a href="/supervisor" target="vigie-figures">
              {words.figures.title} <Icon name="chart" />
            </a>
          )}
          {session !== null && maySeeFigures(session.role) && (
            <a href="/supervisor/deliveries" target="vigie-figures">
              {words.deliveries.title} <Icon name="transfer" />
            </a>
          )}
          {session !== null && grantOf('publish_catalogue', session.role) === 'yes' && (
            <a href="/catalogue" target="vigie-catalogue">
              {words.catalogue.title} <Icon name="list" />
            </a>
          )}
        </PostMenu>
        <RoomClock />
      </div>
    </ScreenBar>
  )
}

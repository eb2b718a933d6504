import {
  grantOf,
  mayManageDevices,
  mayMendDeliveries,
  mayReachOnCall,
  maySeeFigures,
} from '../../shared/authority.ts'
import { unbroken } from '../../shared/typography.ts'
import { clockSeconds, clockTime } from '../design/format.ts'
import { Icon } from '../design/Icon.tsx'
import { Mark } from '../design/Mark.tsx'
import { leaveSession } from '../intent/leave.ts'
import { Freshness } from '../panels/Freshness.tsx'
import { useNow } from '../react/use-now.ts'
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
  const { theme, sound, locale } = usePreferences()
  const city = useScreen((state) => state.city)
  const session = useScreen((state) => state.session)
  return (
    <header className="top-bar">
      <h1 className="top-mark">
        <Mark /> {words.product} <span>{city && words.radioRoom(city.name)}</span>
      </h1>
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
        <button
          type="button"
          className="top-icon"
          aria-label={theme === 'dark' ? words.switchToLight : words.switchToDark}
          onClick={() => prefer({ theme: theme === 'dark' ? 'light' : 'dark' })}
        >
          <Icon name={theme === 'dark' ? 'sun' : 'moon'} />
        </button>
        <details className="menu top-post">
          <summary aria-label={session?.label} title={session?.label}>
            <Icon name="user" /> <span>{unbroken(session?.label ?? '')}</span>
          </summary>
          <div className="menu-items">
            {session !== null && grantOf('receive_ticket', session.role) === 'yes' && (
              <a href="/intake">
                {words.intake.here} <Icon name="phone" />
              </a>
            )}
            {session !== null && mayReachOnCall(session.role) !== 'nobody' && (
              <button
                type="button"
                onClick={({ currentTarget }) => {
                  currentTarget.closest('details')?.removeAttribute('open')
                  onOnCall()
                }}
              >
                {words.onCall.title} <Icon name="phone" />
              </button>
            )}
            {session !== null && mayManageDevices(session.role) && (
              <button
                type="button"
                onClick={({ currentTarget }) => {
                  currentTarget.closest('details')?.removeAttribute('open')
                  onDevices()
                }}
              >
                {words.devices.title} <Icon name="devices" />
              </button>
            )}
            {session !== null && maySeeFigures(session.role) && (
              // Beside the console, which goes on watching.
              <a href="/supervisor" target="vigie-figures">
                {words.figures.title} <Icon name="chart" />
              </a>
            )}
            {session !== null && mayMendDeliveries(session.role) && (
              <a href="/supervisor/deliveries" target="vigie-figures">
                {words.deliveries.title} <Icon name="transfer" />
              </a>
            )}
            {session !== null && grantOf('publish_catalogue', session.role) === 'yes' && (
              <a href="/catalogue" target="vigie-catalogue">
                {words.catalogue.title} <Icon name="list" />
              </a>
            )}
            <button type="button" onClick={() => prefer({ locale: locale === 'fr' ? 'en' : 'fr' })}>
              {words.otherLanguage}
            </button>
            <button type="button" onClick={leaveSession}>
              {words.logOut} <Icon name="logout" />
            </button>
          </div>
        </details>
        <RoomClock />
      </div>
    </header>
  )
}

/** What time it is in the room. */
export function RoomClock() {
  const now = useNow()
  const { locale } = usePreferences()
  const timeZone = useScreen((state) => state.city?.timeZone ?? 'UTC')
  return (
    <time className="room-clock num">
      {clockTime(now, timeZone, locale)}
      <small>{clockSeconds(now, timeZone)}</small>
    </time>
  )
}

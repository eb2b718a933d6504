import type { DeviceView } from '../../shared/protocol/session.ts'
import { Icon, type IconName } from '../design/Icon.tsx'
import { useWords } from '../react/use-words.ts'

const ICONS: Record<DeviceView['state'], IconName> = {
  waiting: 'clock',
  expired: 'slash',
  active: 'check',
  revoked: 'close',
}

/** In hand, waited for or gone: a figure and a word. */
export function DeviceState({ device: { protocol, state, connected } }: { device: DeviceView }) {
  const { devices: words } = useWords()
  const text =
    protocol === 'tablet'
      ? words.tabletStates[state]
      : words.telephoneStates[state === 'revoked' ? 'revoked' : 'active']
  return (
    <span className={`device-state ${state}`}>
      {connected ? <i aria-hidden="true" /> : <Icon name={ICONS[state]} />}
      {connected ? words.connected : text}
    </span>
  )
}

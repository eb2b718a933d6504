import { SECOND } from '../../shared/instant.ts'
import type { MadeDevice } from '../../shared/protocol/session.ts'
import { duration } from '../../shared/typography.ts'
import { Icon } from '../design/Icon.tsx'
import { makeEnrolmentCode } from '../feed/devices.ts'
import { useNow } from '../react/use-now.ts'
import { useWords } from '../react/use-words.ts'
import { MakeDevice } from './MakeDevice.tsx'
import { QrCode } from './QrCode.tsx'
import type { Devices } from './use-devices.ts'

/** Names that mean « this very machine » wherever they are used. */
const LOCAL = /^(localhost|127\.|\[::1\]$)/

interface EnrolTabletProps {
  devices: Devices
  onLeave(): void
}

/** A name, then a code to scan or to type, until the tablet is there. */
export function EnrolTablet({ devices, onLeave }: EnrolTabletProps) {
  const { devices: words } = useWords()
  const make = async (name: string) => {
    const made = await makeEnrolmentCode(name)
    await devices.refresh()
    return made
  }
  return (
    <MakeDevice
      title={words.enrol}
      name={{ label: words.tabletName, example: words.tabletExample }}
      submit={words.showCode}
      make={make}
      made={(made, again) => <Code made={made} devices={devices} onAnother={again} />}
      onLeave={onLeave}
    />
  )
}

interface CodeProps {
  made: MadeDevice
  devices: Devices
  onAnother(): void
}

function Code({ made: { device, secret }, devices, onAnother }: CodeProps) {
  const { devices: words } = useWords()
  const now = useNow()
  const current = devices.list?.find(({ id }) => id === device.id) ?? device
  if (current.state === 'active')
    return (
      <p className="enrolled" role="status">
        <Icon name="check" size={24} /> {words.enrolled(device.name)}
      </p>
    )
  const seconds = ((device.codeUntil ?? now) - now) / SECOND
  if (seconds <= 0 || current.state !== 'waiting')
    return (
      <p className="enrolled" role="status">
        {words.expired}
        <button type="button" className="button" onClick={onAnother}>
          {words.anotherCode}
        </button>
      </p>
    )
  return (
    <div className="enrolment-code">
      <QrCode code={secret} />
      <div>
        <h3>{device.name}</h3>
        <p>{words.scanHint}</p>
        {LOCAL.test(location.hostname) && (
          <p className="devices-local">
            <Icon name="warning" /> {words.local}
          </p>
        )}
        <p className="typed-code">{secret}</p>
        <p className="num">{words.remaining(duration(seconds))}</p>
        <p role="status">
          <Icon name="clock" /> {words.waiting}
        </p>
      </div>
    </div>
  )
}

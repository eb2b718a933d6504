import { addTelephone } from '../feed/devices.ts'
import { useScreen } from '../react/use-screen.ts'
import { useWords } from '../react/use-words.ts'
import { MakeDevice } from './MakeDevice.tsx'

const PROTOCOLS = ['owntracks', 'osmand'] as const

interface AddTelephoneProps {
  onLeave(): void
  onAdded(): void
}

/** Binds a telephone to a crew, and shows its secret, once. */
export function AddTelephone({ onLeave, onAdded }: AddTelephoneProps) {
  const { devices: words } = useWords()
  const crews = useScreen((state) => state.board.crews)
  const make = async (name: string, form: FormData) => {
    const protocol = PROTOCOLS.find((one) => one === form.get('protocol')) ?? 'owntracks'
    const made = await addTelephone({ protocol, name, callSign: String(form.get('callSign')) })
    onAdded()
    return made
  }
  return (
    <MakeDevice
      title={words.telephone}
      name={{ label: words.telephoneName }}
      submit={words.add}
      make={make}
      made={({ device, secret }) => (
        <div role="status">
          <h3>{words.secret(device.name)}</h3>
          <p className="typed-code">{secret}</p>
          <p>{words.secretHint}</p>
        </div>
      )}
      onLeave={onLeave}
    >
      <label>
        {words.program}
        <select className="field" name="protocol">
          {PROTOCOLS.map((protocol) => (
            <option key={protocol} value={protocol}>
              {words.kinds[protocol]}
            </option>
          ))}
        </select>
      </label>
      <label>
        {words.crew}
        <select className="field" name="callSign">
          {[...crews.values()]
            .sort((a, b) => a.number - b.number)
            .map(({ callSign }) => (
              <option key={callSign}>{callSign}</option>
            ))}
        </select>
      </label>
    </MakeDevice>
  )
}

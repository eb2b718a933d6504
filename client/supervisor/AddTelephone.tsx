import { type FormEvent, useState } from 'react'
import type { MadeDevice } from '../../shared/protocol.ts'
import { addTelephone } from '../feed/devices.ts'
import { ApiError } from '../feed/session.ts'
import { focus } from '../react/focus.ts'
import { useScreen } from '../react/use-screen.ts'
import { usePreferences, useWords } from '../react/use-words.ts'

const PROTOCOLS = ['owntracks', 'osmand'] as const

interface AddTelephoneProps {
  onLeave(): void
  onAdded(): void
}

/** Binds a telephone to a crew, and shows its secret, once. */
export function AddTelephone({ onLeave, onAdded }: AddTelephoneProps) {
  const words = useWords()
  const { locale } = usePreferences()
  const crews = useScreen((state) => state.board.crews)
  const [made, setMade] = useState<MadeDevice | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const protocol = PROTOCOLS.find((one) => one === form.get('protocol')) ?? 'owntracks'
    setProblem(null)
    try {
      const name = String(form.get('name')).trim()
      setMade(await addTelephone({ protocol, name, callSign: String(form.get('callSign')) }))
      onAdded()
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      setProblem(error.told[locale])
    }
  }
  return (
    <section className="enrol-tablet" aria-label={words.devices.telephone}>
      {made === null ? (
        <form onSubmit={submit}>
          <label>
            {words.devices.telephoneName}
            <input className="field" name="name" required maxLength={60} autoComplete="off" ref={focus} />
          </label>
          <label>
            {words.devices.program}
            <select className="field" name="protocol">
              {PROTOCOLS.map((protocol) => (
                <option key={protocol} value={protocol}>
                  {words.devices.kinds[protocol]}
                </option>
              ))}
            </select>
          </label>
          <label>
            {words.devices.crew}
            <select className="field" name="callSign">
              {[...crews.values()]
                .sort((a, b) => a.number - b.number)
                .map(({ callSign }) => (
                  <option key={callSign}>{callSign}</option>
                ))}
            </select>
          </label>
          <button type="submit" className="button primary">
            {words.devices.add}
          </button>
        </form>
      ) : (
        <div role="status">
          <h3>{words.devices.secret(made.device.name)}</h3>
          <p className="typed-code">{made.secret}</p>
          <p>{words.devices.secretHint}</p>
        </div>
      )}
      <p className="devices-problem" role="alert">
        {problem}
      </p>
      <button type="button" className="button devices-back" onClick={onLeave}>
        {words.back}
      </button>
    </section>
  )
}

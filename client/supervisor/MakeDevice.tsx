import { type FormEvent, type ReactNode, useState } from 'react'
import type { MadeDevice } from '../../shared/protocol/session.ts'
import { ApiError } from '../feed/session.ts'
import { focus } from '../react/focus.ts'
import { usePreferences, useWords } from '../react/use-words.ts'

interface MakeDeviceProps {
  title: string
  name: { label: string; example?: string }
  /** What is asked beside the name. */
  children?: ReactNode
  submit: string
  make(name: string, form: FormData): Promise<MadeDevice>
  /** What stands in place of the form once it is made; `again` makes it anew under the same name. */
  made(device: MadeDevice, again: () => void): ReactNode
  onLeave(): void
}

/** Makes a device from a form, and then shows its secret; or says why it could not be made. */
export function MakeDevice({ title, name, children, submit, make, made, onLeave }: MakeDeviceProps) {
  const words = useWords()
  const { locale } = usePreferences()
  const [device, setDevice] = useState<MadeDevice | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const attempt = async (chosen: string, form: FormData) => {
    setProblem(null)
    try {
      setDevice(await make(chosen, form))
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      setProblem(error.told[locale])
    }
  }
  const submitted = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    attempt(String(form.get('name')).trim(), form)
  }
  return (
    <section className="enrol-tablet" aria-label={title}>
      {device === null ? (
        <form onSubmit={submitted}>
          <label>
            {name.label}
            <input
              className="field"
              name="name"
              placeholder={name.example}
              required
              maxLength={60}
              autoComplete="off"
              ref={focus}
            />
          </label>
          {children}
          <button type="submit" className="button primary">
            {submit}
          </button>
        </form>
      ) : (
        made(device, () => attempt(device.device.name, new FormData()))
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

import './login.css'
import { type FormEvent, useEffect, useState } from 'react'
import { duration } from '../../shared/typography.ts'
import { Icon } from '../design/Icon.tsx'
import { enrol } from '../feed/devices.ts'
import { ApiError } from '../feed/session.ts'
import { usePreferences, useWords } from '../react/use-words.ts'
import { screen } from '../store/screen-store.ts'
import { forgetLock } from '../tablet/lock/lock-store.ts'
import { canScan } from './code-scanner.ts'
import { Scanner } from './Scanner.tsx'

interface EnrolProps {
  /** What the page was opened with, to be confirmed; empty where it is to be typed or scanned. */
  code: string
  onDone(): void
}

/** Makes this device one of the town's tablets, for a code that a supervisor shows. */
export function Enrol({ code, onDone }: EnrolProps) {
  const words = useWords()
  const { locale } = usePreferences()
  const [typed, setTyped] = useState(code)
  const [read, setRead] = useState(code !== '')
  const [scanning, setScanning] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  useEffect(() => {
    document.title = `${words.product} · ${words.enrol.title}`
  }, [words])
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    setProblem(null)
    try {
      const session = await enrol(typed)
      // Whoever had it before forgot the code, or is gone.
      forgetLock()
      screen.setState({ session })
      onDone()
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      const seconds = Number(error.more.seconds ?? 0)
      setProblem(seconds > 0 ? words.login.wait(duration(seconds)) : error.told[locale])
      setBusy(false)
    }
  }
  return (
    <main className="login">
      <form className="login-card enrol" onSubmit={submit} aria-labelledby="enrol-title">
        <h1 id="enrol-title">{words.enrol.title}</h1>
        <p>{read ? words.enrol.read : words.enrol.hint}</p>
        <label className="login-field">
          {words.enrol.code}
          <input
            className="field"
            value={typed}
            onChange={(event) => {
              setTyped(event.target.value)
              setRead(false)
            }}
            placeholder="k3fw-9xpd-m7qa"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            required
            maxLength={40}
          />
        </label>
        <p className="login-problem" role="alert">
          {problem}
        </p>
        {scanning && (
          <Scanner
            onCode={(seen) => {
              setTyped(seen)
              setRead(true)
              setScanning(false)
            }}
            onRefused={() => {
              setProblem(words.enrol.noCamera)
              setScanning(false)
            }}
          />
        )}
        <button type="submit" className="button primary" disabled={busy}>
          {words.enrol.submit}
        </button>
        {canScan() && !scanning && (
          <button type="button" className="button" onClick={() => setScanning(true)}>
            <Icon name="qr" size={24} /> {words.enrol.scan}
          </button>
        )}
        <button type="button" className="button" onClick={onDone}>
          {words.back}
        </button>
      </form>
    </main>
  )
}

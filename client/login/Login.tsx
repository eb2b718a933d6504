import './login.css'
import { type FormEvent, useEffect, useState } from 'react'
import { duration } from '../../shared/typography.ts'
import { Icon } from '../design/Icon.tsx'
import { Mark } from '../design/Mark.tsx'
import { DeviceCommandStore } from '../device/device-command-store.ts'
import { isRevoked } from '../feed/devices.ts'
import { isFormOpen } from '../feed/report.ts'
import { ApiError, type DemonstrationAccount, fetchDemonstration, logIn } from '../feed/session.ts'
import { usePreferences, useWords } from '../react/use-words.ts'
import { prefer } from '../store/preferences.ts'
import { screen } from '../store/screen-store.ts'

/** The first page: a name and a password; in a demonstration, one click. */
export function Login({ onEnrol }: { onEnrol(): void }) {
  const words = useWords()
  const { locale, theme } = usePreferences()
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const [revoked, setRevoked] = useState(false)
  const [open, setOpen] = useState(false)
  const [waiting, setWaiting] = useState(0)
  const [accounts, setAccounts] = useState<DemonstrationAccount[]>([])
  useEffect(() => {
    fetchDemonstration().then(setAccounts)
    isRevoked().then(setRevoked)
    isFormOpen().then(setOpen)
    new DeviceCommandStore().all().then(
      (kept) => setWaiting(kept.waiting.length),
      () => {},
    )
    document.title = `${words.product} · ${words.login.title}`
  }, [words])

  const enter = async (userName: string, password: string) => {
    setBusy(true)
    setProblem(null)
    try {
      screen.setState({ session: await logIn(userName, password) })
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      const seconds = Number(error.more.seconds ?? 0)
      setProblem(seconds > 0 ? words.login.wait(duration(seconds)) : error.told[locale])
      setBusy(false)
    }
  }
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    enter(String(form.get('userName')), String(form.get('password')))
  }
  return (
    <main className="login">
      <form className="login-card" onSubmit={submit} aria-labelledby="login-title">
        <h1 id="login-title" className="login-mark">
          <Mark /> {words.product}
        </h1>
        {revoked && (
          <div className="login-revoked" role="alert">
            <Icon name="lock" size={24} />
            <p>
              <b>{words.login.revoked}</b> {words.enrol.revokedHint}
            </p>
          </div>
        )}
        {waiting > 0 && (
          <p className="login-waiting" role="status">
            {words.login.unsent(waiting)}
          </p>
        )}
        <label className="login-field">
          {words.login.userName}
          <input className="field" name="userName" autoComplete="username" required maxLength={100} />
        </label>
        <label className="login-field">
          {words.login.password}
          <input
            className="field"
            name="password"
            type="password"
            autoComplete="current-password"
            required
            maxLength={200}
          />
        </label>
        <p className="login-problem" role="alert">
          {problem}
        </p>
        <button type="submit" className="button primary login-submit" disabled={busy}>
          {words.login.submit}
        </button>
        <button type="button" className="button login-enrol" disabled={busy} onClick={onEnrol}>
          <Icon name="qr" size={24} /> {words.login.enrol}
        </button>
        {accounts.length > 0 && (
          <section className="login-demonstration" aria-labelledby="demonstration-title">
            <h2 id="demonstration-title">{words.login.demonstration}</h2>
            <p className="caption">{words.login.demonstrationNote}</p>
            <ul>
              {accounts.map(({ userName, password, label }) => (
                <li key={userName}>
                  <button
                    type="button"
                    className="button login-account"
                    disabled={busy}
                    onClick={() => enter(userName, password)}
                  >
                    {label[locale]}
                    <span className="caption">{userName}</span>
                  </button>
                </li>
              ))}
            </ul>
          </section>
        )}
        <footer className="login-foot">
          <button
            type="button"
            className="caption"
            onClick={() => prefer({ locale: locale === 'fr' ? 'en' : 'fr' })}
          >
            {words.otherLanguage}
          </button>
          <button
            type="button"
            className="caption"
            onClick={() => prefer({ theme: theme === 'dark' ? 'light' : 'dark' })}
          >
            {theme === 'dark' ? words.switchToLight : words.switchToDark}
          </button>
        </footer>
        {open && (
          <a className="login-report" href="/signaler">
            {words.login.report}
          </a>
        )}
      </form>
    </main>
  )
}

import { maySeeFigures } from '../../../shared/authority.ts'
import { Icon } from '../../design/Icon.tsx'
import { Mark } from '../../design/Mark.tsx'
import { useScreen } from '../../react/use-screen.ts'
import { usePreferences, useWords } from '../../react/use-words.ts'
import { prefer } from '../../store/preferences.ts'

/** Where one is, and the way to the other screens. */
export function DeliveriesBar() {
  const all = useWords()
  const { deliveries: words } = all
  const { theme, locale } = usePreferences()
  const maySee = useScreen(({ session }) => session !== null && maySeeFigures(session.role))
  return (
    <header className="deliveries-bar">
      <h1 className="top-mark">
        <Mark /> {all.product} <span>{words.title}</span>
      </h1>
      <nav aria-label={all.product}>
        {maySee && (
          <a className="button quiet" href="/supervisor">
            {words.figures}
          </a>
        )}
        <button
          type="button"
          className="button quiet"
          onClick={() => prefer({ locale: locale === 'fr' ? 'en' : 'fr' })}
        >
          {all.otherLanguage}
        </button>
        <button
          type="button"
          className="top-icon"
          aria-label={theme === 'dark' ? all.switchToLight : all.switchToDark}
          onClick={() => prefer({ theme: theme === 'dark' ? 'light' : 'dark' })}
        >
          <Icon name={theme === 'dark' ? 'sun' : 'moon'} />
        </button>
        <a className="button quiet" href="/console">
          {words.console}
        </a>
      </nav>
    </header>
  )
}

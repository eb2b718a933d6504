import { maySeeFigures } from '../../../shared/authority.ts'
import { LanguageButton, ScreenBar, ThemeButton } from '../../panels/ScreenBar.tsx'
import { useScreen } from '../../react/use-screen.ts'
import { useWords } from '../../react/use-words.ts'

/** Where one is, and the way to the other screens. */
export function DeliveriesBar() {
  const { product, deliveries: words } = useWords()
  const maySee = useScreen(({ session }) => session !== null && maySeeFigures(session.role))
  return (
    <ScreenBar className="deliveries-bar" title={words.title}>
      <nav aria-label={product}>
        {maySee && (
          <a className="button quiet" href="/supervisor">
            {words.figures}
          </a>
        )}
        <LanguageButton className="button quiet" />
        <ThemeButton />
        <a className="button quiet" href="/console">
          {words.console}
        </a>
      </nav>
    </ScreenBar>
  )
}

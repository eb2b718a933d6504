import { LanguageButton, ScreenBar, ThemeButton } from '../../panels/ScreenBar.tsx'
import { useWords } from '../../react/use-words.ts'

/** Where one is, and the way to the other screens. */
export function DeliveriesBar() {
  const { product, deliveries: words } = useWords()
  return (
    <ScreenBar className="deliveries-bar" title={words.title}>
      <nav aria-label={product}>
        <a className="button quiet" href="/supervisor">
          {words.figures}
        </a>
        <LanguageButton className="button quiet" />
        <ThemeButton />
        <a className="button quiet" href="/console">
          {words.console}
        </a>
      </nav>
    </ScreenBar>
  )
}

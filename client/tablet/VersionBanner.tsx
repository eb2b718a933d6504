import { Icon } from '../design/Icon.tsx'
import { useScreen } from '../react/use-screen.ts'
import { useWords } from '../react/use-words.ts'

/** That this page is to be loaded anew, and that nothing is lost by it. */
export function VersionBanner() {
  const words = useWords()
  const outdated = useScreen((state) => state.outdated)
  const takeUpdate = useScreen((state) => state.takeUpdate)
  if (!outdated && takeUpdate === null) return null
  return (
    <section className="tablet-offline" aria-label={words.tablet.version}>
      <Icon name="info" size={24} />
      <p role={outdated ? 'alert' : 'status'}>{outdated ? words.tablet.outdated : words.tablet.newVersion}</p>
      <button type="button" onClick={takeUpdate ?? (() => location.reload())}>
        {words.tablet.update}
      </button>
    </section>
  )
}

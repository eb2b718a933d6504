import { useEffect, useState } from 'react'
import { type Change, type Difference, differenceOf } from '../../shared/catalogue/difference.ts'
import { explainProblem } from '../../shared/catalogue/explain-problem.ts'
import type { CatalogueFileError } from '../../shared/catalogue/read-catalogue.ts'
import { Dialog } from '../console/Dialog.tsx'
import { KeyList } from '../console/Help.tsx'
import { clockTime } from '../design/format.ts'
import { Icon } from '../design/Icon.tsx'
import { choose, discard, keepMine, publish, refreshDesk, takeTheirs } from '../intent/catalogue-desk.ts'
import { useScreen } from '../react/use-screen.ts'
import { usePreferences, useWords } from '../react/use-words.ts'
import { desk } from '../store/catalogue-desk.ts'
import type { CatalogueWords } from '../words/fr-catalogue.ts'
import { useDesk, useDraft } from './use-desk.ts'

/** What publishing would change, and whose open tickets keep what they were taken with; then it is done, or not yet. */
export function PublishDialog({ onClose }: { onClose(): void }) {
  const all = useWords()
  const words = all.catalogue.publish
  const draft = useDraft()
  const { inForce, underWay, basedOn, published } = useDesk((state) => state)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  useEffect(() => {
    refreshDesk()
  }, [])
  const difference = differenceOf(inForce, draft)
  const version = (published?.version ?? 0) + 1
  const touched = difference.services.filter(({ what }) => what !== 'added')
  const open = touched.reduce((sum, { code }) => sum + (underWay[code] ?? 0), 0)
  const go = async () => {
    setBusy(true)
    const made = await publish()
    setBusy(false)
    if (typeof made !== 'number') return setProblem(made)
    desk.setState({ said: all.catalogue.said.published(made) })
    onClose()
  }
  return (
    <Dialog title={words.title(version)} onClose={onClose}>
      <div className="cat-dialog">
        <p>{isNothing(difference) ? words.nothing : words.intro}</p>
        {published !== null && basedOn !== published.version && (
          <p className="cat-warning">
            <Icon name="warning" size={14} /> {words.overtaken(published.version, published.by)}
          </p>
        )}
        <Differences difference={difference} underWay={underWay} />
        <p className="caption">{words.keep(open)}</p>
        {problem !== null && (
          <p role="alert" className="cat-warning">
            <Icon name="warning" size={14} /> {problem}
          </p>
        )}
        <footer>
          <button type="button" className="button" onClick={onClose}>
            {words.cancel}
          </button>
          <button
            type="button"
            className="button primary"
            disabled={busy || isNothing(difference)}
            onClick={go}
          >
            {words.confirm}
          </button>
        </footer>
      </div>
    </Dialog>
  )
}

function isNothing({ services, families, agencies, order }: Difference): boolean {
  return services.length + families.length + agencies.length === 0 && !order
}

interface DifferencesProps {
  difference: Difference
  underWay: Readonly<Record<string, number>>
}

const WHATS = ['removed', 'changed', 'added'] as const

/** What is gone, changed in which of its parts, and new. */
function Differences({ difference, underWay }: DifferencesProps) {
  const words = useWords().catalogue
  const groups = [
    { title: words.list.label, changes: difference.services },
    { title: words.list.families, changes: difference.families },
    { title: words.list.agencies, changes: difference.agencies },
  ]
  return (
    <div className="cat-differences">
      {groups.map(
        ({ title, changes }) =>
          changes.length > 0 && (
            <section key={title} aria-label={title}>
              {WHATS.map((what) => (
                <Group
                  key={what}
                  title={
                    changes === difference.services
                      ? words.publish.what[what]
                      : words.publish.whatOf(title, words.publish.what[what])
                  }
                  changes={changes.filter((change) => change.what === what)}
                  underWay={changes === difference.services ? underWay : {}}
                />
              ))}
            </section>
          ),
      )}
      {difference.order && <p>{words.publish.order}</p>}
    </div>
  )
}

interface GroupProps extends Pick<DifferencesProps, 'underWay'> {
  title: string
  changes: readonly Change[]
}

function Group({ title, changes, underWay }: GroupProps) {
  const words = useWords().catalogue
  const { locale } = usePreferences()
  if (changes.length === 0) return null
  return (
    <>
      <h3>{title}</h3>
      <ul>
        {changes.map(({ code, name, what, parts }) => (
          <li key={code}>
            <b>{name[locale] || words.list.unnamed}</b>
            {parts.length > 0 && <span>{parts.map((part) => partName(part, words)).join(', ')}</span>}
            {what !== 'added' && (underWay[code] ?? 0) > 0 && (
              <span className="chip">{words.publish.underWay(underWay[code] ?? 0)}</span>
            )}
          </li>
        ))}
      </ul>
    </>
  )
}

function partName(part: string, words: CatalogueWords): string {
  const names: Record<string, string> = words.publish.parts
  return names[part] ?? part
}

/** Somebody else wrote too: both are kept until one is chosen. */
export function ConflictDialog() {
  const words = useWords().catalogue.conflict
  const { locale } = usePreferences()
  const timeZone = useScreen((state) => state.city?.timeZone ?? 'UTC')
  const mine = useDraft()
  const other = useDesk((state) => state.other)
  const inForce = useDesk((state) => state.inForce)
  const [problem, setProblem] = useState<string | null>(null)
  if (other === null) return null
  const { draft, published } = other
  const difference = differenceOf(draft?.catalogue ?? inForce, mine)
  return (
    <Dialog title={words.title} onClose={() => choose(false)}>
      <div className="cat-dialog">
        <p>
          {draft === null
            ? words.gone(published.version, published.by)
            : words.theirs(draft.by, clockTime(draft.at, timeZone, locale))}
        </p>
        <p>{words.kept}</p>
        <h3>{isNothing(difference) ? words.same : words.differ}</h3>
        <Differences difference={difference} underWay={{}} />
        {problem !== null && <p role="alert">{problem}</p>}
        <footer>
          <button type="button" className="button" onClick={async () => setProblem(await takeTheirs())}>
            {draft === null ? words.restart : words.take}
          </button>
          <button type="button" className="button primary" onClick={keepMine}>
            {words.mine}
          </button>
        </footer>
      </div>
    </Dialog>
  )
}

export function DiscardDialog({ onClose }: { onClose(): void }) {
  const all = useWords()
  const words = all.catalogue.discard
  const [problem, setProblem] = useState<string | null>(null)
  const go = async () => {
    const refused = await discard()
    setProblem(refused)
    if (refused !== null) return
    desk.setState({ said: all.catalogue.said.discarded })
    onClose()
  }
  return (
    <Dialog title={words.title} onClose={onClose}>
      <div className="cat-dialog">
        <p>{words.text}</p>
        {problem !== null && <p role="alert">{problem}</p>}
        <footer>
          <button type="button" className="button" onClick={onClose}>
            {all.cancel}
          </button>
          <button type="button" className="button primary" onClick={go}>
            {words.confirm}
          </button>
        </footer>
      </div>
    </Dialog>
  )
}

export interface FailedImport {
  file: string
  problems: CatalogueFileError['problems']
}

/** Why a file is no catalogue, each fault by its place. */
export function ImportDialog({ failed, onClose }: { failed: FailedImport; onClose(): void }) {
  const words = useWords().catalogue.importing
  const { locale } = usePreferences()
  return (
    <Dialog title={words.title} onClose={onClose}>
      <div className="cat-dialog">
        <p>{words.text(failed.file)}</p>
        <ul className="cat-faults">
          {failed.problems.slice(0, 100).map((problem) => (
            <li key={`${problem.place} ${problem.code} ${problem.about}`}>
              <code>{problem.place || words.whole}</code> {explainProblem(problem, locale)}
            </li>
          ))}
        </ul>
      </div>
    </Dialog>
  )
}

export function HelpDialog({ onClose }: { onClose(): void }) {
  const words = useWords().catalogue.help
  return (
    <Dialog title={words.title} onClose={onClose}>
      <div className="cat-dialog">
        <p>{words.text}</p>
        <KeyList keys={words.keys} />
      </div>
    </Dialog>
  )
}

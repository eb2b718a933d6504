import type { Span } from '../../../shared/on-call/span.ts'
import type { OnCallDomain } from '../../../shared/on-call/turn.ts'
import { domainWords } from '../../../shared/words.ts'
import { dateAndHour } from '../../design/format.ts'
import { Icon } from '../../design/Icon.tsx'
import { usePreferences, useWords } from '../../react/use-words.ts'
import { type Problem, rotaProblems } from './rota-weeks.ts'
import type { Contacts } from './use-contacts.ts'
import { noticeOf, useHoleNotices } from './use-hole-notices.ts'
import { type RotaView, WEEKS_SHOWN } from './use-rota.ts'

const MOST_SHOWN = 4

interface RotaProblemsProps {
  rota: RotaView
  contacts: Contacts
  onFill(domain: OnCallDomain, span: Span): void
}

/** What is to be settled in the weeks shown: holes, and people or places that are there twice. */
export function RotaProblems({ rota: { turns, weeks, now, city }, contacts, onFill }: RotaProblemsProps) {
  const { onCall: words } = useWords()
  const { locale } = usePreferences()
  const problems = rotaProblems(turns, { from: now, until: weeks.at(-1)?.until ?? now })
  const notices = useHoleNotices()
  const time = (at: number) => dateAndHour(at, city.timeZone, locale)
  const textOf = (problem: Problem) => {
    const spanOf = ({ from, until }: Span) => words.span(time(from), time(until))
    const domains = domainWords[locale].onCall
    if (problem.kind === 'hole') return words.nobodyIn(domains[problem.domain], spanOf(problem.span))
    const { overlap } = problem
    if (overlap.why === 'person')
      return words.samePerson(contacts.byId?.get(overlap.personId)?.name ?? words.unknown, spanOf(overlap))
    const [{ domain, order }] = overlap.turns
    return words.sameOrder(domains[domain], String(order), spanOf(overlap))
  }
  const toldOf = (problem: Problem) => {
    const notice = problem.kind === 'hole' ? noticeOf(notices, problem.domain, problem.span) : undefined
    if (notice === undefined) return null
    const name = contacts.byId?.get(notice.personId)?.name ?? words.unknown
    return <small className="rota-told">{words.managerTold(name, time(notice.toldAt))}</small>
  }
  return (
    <section className="rota-problems" aria-label={words.problems}>
      {problems.length === 0 ? (
        <p className="rota-settled">
          <Icon name="check" /> {words.noProblem(WEEKS_SHOWN)}
        </p>
      ) : (
        <ul>
          {problems.slice(0, MOST_SHOWN).map((problem) => {
            const text = textOf(problem)
            return (
              <li key={text}>
                <Icon name="warning" />
                <span>
                  {text}
                  {toldOf(problem)}
                </span>
                {problem.kind === 'hole' && (
                  <button
                    type="button"
                    className="button"
                    aria-label={`${words.fill}, ${text}`}
                    onClick={() => onFill(problem.domain, problem.span)}
                  >
                    {words.fill}
                  </button>
                )}
              </li>
            )
          })}
        </ul>
      )}
      {problems.length > MOST_SHOWN && <p className="caption">{words.more(problems.length - MOST_SHOWN)}</p>}
    </section>
  )
}

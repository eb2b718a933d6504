import './suggestions.css'
import type { Crew } from '../../shared/crew/crew.ts'
import { exclusionSummary, reasonsOf } from '../../shared/nearest-crew/explain.ts'
import type { Basis, Diversion, Proposal, Suggestion } from '../../shared/nearest-crew/suggestion.ts'
import type { Ticket } from '../../shared/ticket/ticket.ts'
import { distance, duration, roughDuration, unbroken } from '../../shared/typography.ts'
import { domainWords } from '../../shared/words.ts'
import { CrewGlyph } from '../design/CrewGlyph.tsx'
import { divertProposed, sendSuggested } from '../intent/dispatch.ts'
import { useFleet } from '../react/use-fleet.ts'
import { useNow } from '../react/use-now.ts'
import { useScreen } from '../react/use-screen.ts'
import { usePreferences, useWords } from '../react/use-words.ts'

/** Whom to send, and why; the key that sends it; who is left out, and why. */
export function Suggestions({ ticket, engaged }: { ticket: Ticket; engaged: boolean }) {
  const words = useWords()
  const { locale } = usePreferences()
  const suggestion = useScreen((state) =>
    state.suggestion?.ticketId === ticket.id ? state.suggestion : null,
  )
  const now = useNow()
  const age = suggestion === null ? 0 : Math.max(0, (now - suggestion.computedAt) / 1000)
  return (
    <section className="suggestions" aria-label={words.suggestion.title}>
      <header className="panel-head">
        <h3>{engaged ? words.suggestion.alreadySent : words.suggestion.title}</h3>
        {suggestion !== null && suggestion.proposals.length > 0 && (
          <p className="caption num">
            {basesOf(suggestion)
              .map((basis) => domainWords[locale].basis[basis])
              .join(', ')}{' '}
            · {words.suggestion.computed(roughDuration(age))}
          </p>
        )}
      </header>
      {suggestion === null ? (
        <p className="suggestions-none">{words.suggestion.waiting}</p>
      ) : (
        <Content suggestion={suggestion} ticket={ticket} />
      )}
    </section>
  )
}

/** What its times rest on; the first proposed crew's first. */
function basesOf({ proposals, diversion }: Suggestion): Basis[] {
  return [...new Set([...proposals, ...(diversion === null ? [] : [diversion])].map(({ basis }) => basis))]
}

function Content({ suggestion, ticket }: { suggestion: Suggestion; ticket: Ticket }) {
  const words = useWords()
  const { locale } = usePreferences()
  const { proposals, diversion, straightFirst, excluded, problem } = suggestion
  const board = useScreen((state) => state.board)
  if (problem !== null) return <p className="suggestions-none">{words.suggestion.notLocated}</p>
  const summary = exclusionSummary(excluded, locale)
  return (
    <>
      {proposals.length === 0 && <p className="suggestions-none">{words.suggestion.none}</p>}
      <ol>
        {proposals.map((proposal, index) => {
          const crew = board.crews.get(proposal.crewId)
          return (
            crew && (
              <ProposalRow key={crew.id} rank={index + 1} proposal={proposal} crew={crew} ticket={ticket} />
            )
          )
        })}
      </ol>
      {straightFirst !== null && proposals[0] !== undefined && (
        <p className="suggestions-none straight-first">
          {words.suggestion.straightFirst(
            unbroken(board.crews.get(straightFirst.crewId)?.callSign ?? ''),
            unbroken(board.crews.get(proposals[0].crewId)?.callSign ?? ''),
            duration(straightFirst.seconds),
          )}
        </p>
      )}
      {diversion !== null && <DiversionRow diversion={diversion} />}
      {summary !== null && (
        <details className="suggestions-excluded">
          <summary>{summary}</summary>
          <ul>
            {excluded.map(({ crewId, cause }) => (
              <li key={crewId}>
                <span className="call-sign">{unbroken(board.crews.get(crewId)?.callSign ?? '')}</span>{' '}
                <span className="caption">{domainWords[locale].exclusion[cause]}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}

function ProposalRow({
  rank,
  proposal,
  crew,
  ticket,
}: {
  rank: number
  proposal: Proposal
  crew: Crew
  ticket: Ticket
}) {
  const { locale } = usePreferences()
  const now = useNow()
  const service = useScreen((state) => state.catalogues.serviceOf(ticket))
  const fleet = useFleet()
  const reasons = service === undefined ? [] : reasonsOf(proposal, crew, service, fleet, now, locale)
  return (
    <li>
      <button
        type="button"
        className={`suggestion${rank === 1 ? ' first' : ''}`}
        onClick={() => sendSuggested(rank)}
      >
        <span className="suggestion-key num">{rank}</span>
        <CrewGlyph appearance={proposal.freeAt === null ? 'en_route' : 'free'} />
        <span className="call-sign">{unbroken(crew.callSign)}</span>
        <span className="suggestion-minutes num">{duration(proposal.seconds)}</span>
        <span className="suggestion-reasons">
          {reasons.map(({ text, exception }, index) => (
            <span key={text} className={exception ? 'exception' : undefined}>
              {index > 0 && ' · '}
              {text}
            </span>
          ))}
        </span>
        <span className="suggestion-distance num">{distance(proposal.metres, locale)}</span>
      </button>
    </li>
  )
}

function DiversionRow({ diversion }: { diversion: Diversion }) {
  const words = useWords()
  const { locale } = usePreferences()
  const crew = useScreen((state) => state.board.crews.get(diversion.crewId))
  if (crew === undefined) return null
  return (
    <button type="button" className="suggestion" onClick={() => divertProposed()}>
      <span className="suggestion-key">D</span>
      <CrewGlyph appearance="en_route" />
      <span>
        {words.suggestion.divert} <span className="call-sign">{unbroken(crew.callSign)}</span>
      </span>
      <span className="suggestion-minutes num">{duration(diversion.seconds)}</span>
      <span className="suggestion-reasons">
        {words.suggestion.divertFrom(`F-${diversion.fromTicketNumber}`)}, P{diversion.fromPriority}
      </span>
      <span className="suggestion-distance num">{distance(diversion.metres, locale)}</span>
    </button>
  )
}

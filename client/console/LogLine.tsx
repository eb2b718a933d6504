import { ticketReference } from '../../shared/ticket/ticket.ts'
import { unbroken } from '../../shared/typography.ts'
import { logTime } from '../design/format.ts'
import { eventText, referenceIn } from '../panels/event-text.ts'
import { useEventContext } from '../panels/use-event-context.ts'
import { useScreen } from '../react/use-screen.ts'
import { useWords } from '../react/use-words.ts'

const SHOWN = 6

/** What just happened, the same on every post, and who looks at what. */
export function LogLine({ onHelp, onWhole }: { onHelp(): void; onWhole(): void }) {
  const words = useWords()
  const context = useEventContext()
  const { board } = context
  const recent = useScreen((state) => state.recent)
  const presence = useScreen((state) => state.presence)
  const timeZone = useScreen((state) => state.city?.timeZone ?? 'UTC')
  const lookers = presence.flatMap(({ self, post, ticketId }) => {
    const ticket = self || ticketId === null ? undefined : board.tickets.get(ticketId)
    return ticket === undefined ? [] : [words.log.watches(unbroken(post), ticketReference(ticket))]
  })
  return (
    <footer className="log-line">
      <h2>{words.log.title}</h2>
      <button type="button" className="key" aria-label={words.log.whole} onClick={onWhole}>
        J
      </button>
      {recent.length === 0 && <p className="caption">{words.log.empty}</p>}
      <ol>
        {recent.slice(0, SHOWN).map((stored) => {
          const { strong, rest } = eventText(stored, context)
          const reference = referenceIn(stored, board.tickets)
          return (
            <li key={stored.seq}>
              <time className="num">{logTime(stored.at, timeZone)}</time> <b>{strong}</b>
              {rest !== '' && ` ${rest}`}
              {reference !== null && `, ${reference}`}
            </li>
          )
        })}
      </ol>
      <p className="caption log-lookers">{lookers[0]}</p>
      <button type="button" className="key" aria-label={words.help.title} onClick={onHelp}>
        ?
      </button>
    </footer>
  )
}

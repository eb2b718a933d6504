import type { Priority } from '../../shared/catalogue/service.ts'
import { outlookOf } from '../../shared/intake/outlook.ts'
import { joinedOutcome } from '../../shared/ticket/join.ts'
import type { Alike } from '../../shared/ticket/likeness.ts'
import { ticketReference } from '../../shared/ticket/ticket.ts'
import { ordinal } from '../../shared/typography.ts'
import { Icon } from '../design/Icon.tsx'
import { TicketGlyph } from '../design/TicketGlyph.tsx'
import { useFreshness } from '../panels/Freshness.tsx'
import { useCalls } from '../react/use-calls.ts'
import { useNow } from '../react/use-now.ts'
import { useScreen } from '../react/use-screen.ts'
import { usePreferences, useWords } from '../react/use-words.ts'
import { obstacleOf, sameOf } from '../store/call.ts'
import { outlookText, promisedText } from './outlook-text.ts'
import type { Actions } from './use-actions.ts'
import { useAlikeToCall } from './use-alike.ts'
import { useAgencies, useSubject } from './use-subject.ts'

const STOPPED = { state: 'stopped' } as const

/** What will happen, in words, before it does; and the three ways on. */
export function Foot({ actions }: { actions: Actions }) {
  const words = useWords().intake
  const { service, circumstances } = useSubject()
  const call = useCalls((state) => state.call)
  const same = sameOf(call.subject, useAlikeToCall(call.subject.place))
  const ready = obstacleOf(call, service, same === null ? circumstances : null) === null
  return (
    <footer className="intake-foot">
      <Prospect same={same} />
      <div className="intake-actions">
        <button type="button" className="intake-action" onClick={actions.putAside}>
          {words.foot.draft} <kbd className="key">{words.foot.draftKey}</kbd>
        </button>
        {same !== null && (
          <button type="button" className="intake-action" onClick={actions.sendApart}>
            {words.foot.apart} <kbd className="key">⇧ ↵</kbd>
          </button>
        )}
        <button
          data-step="send"
          type="button"
          className="intake-action primary"
          aria-disabled={!ready}
          onClick={actions.send}
        >
          {same === null ? words.foot.send : words.foot.join(ticketReference(same.ticket))}{' '}
          <kbd className="key">↵</kbd>
        </button>
      </div>
    </footer>
  )
}

function Prospect({ same }: { same: Alike | null }) {
  const words = useWords().intake
  const { service, assessment, subject } = useSubject()
  const text = useProspect(same)
  const { state } = useFreshness()
  const unanswered = assessment?.missing.length ?? 0
  const cut = state === 'lost' || state === 'connecting'
  const notes = [
    ...(text === null ? [words.foot.noTypeDetail] : [text.detail]),
    ...(service !== undefined && subject.place === null ? [words.foot.noPlace] : []),
    ...(unanswered > 0 ? [`${words.questions.unanswered(unanswered)}.`] : []),
  ]
  return (
    <div className="intake-prospect">
      {service === undefined || assessment === undefined ? (
        <Icon name="info" size={40} />
      ) : (
        <TicketGlyph
          theme={service.theme}
          priority={text?.priority ?? assessment.priority}
          clock={STOPPED}
          placed={subject.place !== null}
          size={56}
        />
      )}
      <div>
        <p className="caption">{words.foot.title}</p>
        <p role="status" className="intake-outcome">
          {text?.title ?? words.foot.noType}
        </p>
        <p className="intake-outcome-detail">{notes.join(' ')}</p>
        {cut && (
          <p className="intake-offline">
            <Icon name="offline" size={14} /> {words.foot.offline}
          </p>
        )}
      </div>
    </div>
  )
}

/** The words of what will happen, as of this minute; null while no type is chosen. */
function useProspect(same: Alike | null): { title: string; detail: string; priority: Priority } | null {
  const { locale } = usePreferences()
  const { service, assessment, circumstances } = useSubject()
  const agencies = useAgencies()
  const city = useScreen((state) => state.city)
  const turns = useScreen((state) => state.board.turns)
  const { serviceOf } = useScreen((state) => state.catalogues)
  const now = useNow()
  const words = useWords().intake.foot
  if (service === undefined || assessment === undefined || city === null) return null
  const { timeZone, onCall } = city
  const rota = [...turns.values()]
  const outlook = outlookOf({
    service,
    assessment,
    circumstances,
    agencies,
    rules: onCall,
    rota,
    timeZone,
    now,
  })
  const joinedTo = same && serviceOf(same.ticket)
  if (same !== null && joinedTo != null) {
    const own = { reports: 1, priority: assessment.priority }
    const holder = agencies.find(({ code }) => code === same.ticket.transfer?.agency)?.name[locale]
    const { reports, priority, deadline } = joinedOutcome(same.ticket, own, joinedTo)
    return {
      priority,
      title:
        holder === undefined
          ? words.joins(ticketReference(same.ticket), ordinal(reports, locale))
          : words.joinsAt(ticketReference(same.ticket), ordinal(reports, locale), holder),
      detail: promisedText(
        { priority, target: deadline.kind, dueAt: deadline.dueAt },
        { timeZone, locale, now },
      ),
    }
  }
  const agencyName = agencies.find(({ code }) => code === outlook.agency)?.name[locale] ?? outlook.agency
  const { priority } = outlook
  return { ...outlookText(outlook, { agencyName, timeZone, locale, now }), priority }
}

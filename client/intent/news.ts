import type { StoredEvent } from '../../shared/event.ts'
import type { CrewId, TicketId } from '../../shared/id.ts'
import { ticketReference } from '../../shared/ticket/ticket.ts'
import { roughDuration, unbroken } from '../../shared/typography.ts'
import { domainWords } from '../../shared/words.ts'
import { play } from '../sound/sound.ts'
import { announce } from '../store/announcement.ts'
import { preferences } from '../store/preferences.ts'
import { type ScreenState, screen } from '../store/screen-store.ts'
import { currentWords } from '../store/words.ts'
import type { Alert } from './attention.ts'
import { crewNotices, endedUnseen } from './crew-news.ts'
import { toast } from './toast.ts'

/** Ten arrivals in ten seconds make one sentence. */
const CROWD = 10
const CROWD_MS = 10_000
const VIBRATION = [120, 60, 120]
let arrivals: number[] = []

/** Lets a screen hear and read aloud what just happened and matters; `before` is what it showed until now. */
export function news(events: readonly StoredEvent[], before: ScreenState): void {
  if (before.session?.crewId != null) crewNews(events, before)
  else if (before.session !== null) postNews(events, before)
}

function postNews(events: readonly StoredEvent[], { catalogues, board }: ScreenState): void {
  const words = currentWords().toast
  const callSignOf = ({ crewId }: { crewId: CrewId }) => unbroken(board.crews.get(crewId)?.callSign ?? '')
  for (const { event } of events) {
    if (event.type === 'distress_raised') {
      play('distress')
      announce(words.distress(callSignOf(event)), true)
    } else if (event.type === 'reinforcement_asked') {
      play('urgent')
      announce(words.reinforcementAsked(callSignOf(event), placeOf(event.ticketId)), true)
    } else if (event.type === 'other_order_asked') {
      play('arrival')
      announce(words.otherOrderAsked(callSignOf(event), titleOf(event.ticketId)))
    } else if (event.type === 'place_noted' && event.note.kind === 'hazard') {
      const what = domainWords[preferences.getState().locale].place[event.note.category]
      announce(words.hazardNoted(what, event.saidOn === null ? '' : placeOf(event.saidOn)))
    } else if (event.type === 'ticket_received') {
      const { priority, serviceCode, address } = event.ticket
      const { locale } = preferences.getState()
      const title = catalogues.serviceOf(event.ticket)?.name[locale] ?? serviceCode
      // What came as one more report of another is no new ticket.
      if (screen.getState().board.tickets.has(event.ticketId))
        arrived(priority, words.newUrgent(title, address ?? ''), words.manyNew)
    } else if (event.type === 'reports_added' && event.priority < event.priorityBefore) {
      const { ticketId, priority } = event
      arrived(priority, words.newUrgent(titleOf(ticketId), placeOf(ticketId)), words.manyNew)
    }
  }
}

function arrived(priority: number, urgent: string, many: (count: number) => string): void {
  const now = Date.now()
  arrivals = [...arrivals.filter((at) => at > now - CROWD_MS), now]
  if (arrivals.length === CROWD) announce(many(CROWD))
  if (priority === 1) {
    play('urgent')
    announce(urgent, true)
  } else if (priority === 2 && arrivals.length < CROWD) play('arrival')
}

/** What others changed in the crew's work stays on its screen until it is read: nobody may learn it by an empty page. */
function crewNews(events: readonly StoredEvent[], { session, board, catalogues }: ScreenState): void {
  if (session?.crewId == null) return
  const { locale } = preferences.getState()
  const after = screen.getState().board
  const view = { crewId: session.crewId, before: board, after, catalogues, words: currentWords(), locale }
  // A board that changed without an event is a snapshot: what ended meanwhile was told to nobody.
  const texts = events.length > 0 ? crewNotices(events, view) : endedUnseen(view)
  for (const text of texts) toast({ kind: 'notice', text })
  if (texts.length === 0) return
  play('arrival')
  navigator.vibrate?.(VIBRATION)
}

/** Lets a screen hear what time alone made worth hearing. */
export function sound(alert: Alert): void {
  const words = currentWords()
  switch (alert.kind) {
    case 'link_lost':
      // The banner says it in words.
      return play('linkLost')
    case 'link_back':
      play('linkBack')
      toast({ text: words.link.back(alert.events) })
      return announce(words.link.back(alert.events))
    case 'urgent_again':
      play('urgent')
      return announce(words.toast.stillUrgent(titleOf(alert.ticketId), placeOf(alert.ticketId)), true)
    case 'breach':
      play('breach')
      return announce(words.toast.breach[alert.target](referenceOf(alert.ticketId), titleOf(alert.ticketId)))
    case 'breach_ahead':
      play('breach')
      return announce(
        words.toast.breachAhead(
          referenceOf(alert.ticketId),
          titleOf(alert.ticketId),
          roughDuration(alert.seconds),
        ),
      )
    case 'silence': {
      const callSign = screen.getState().board.crews.get(alert.crewId)?.callSign ?? ''
      play('silence')
      if (alert.again) return
      const urgent = alert.level === 'alarm'
      const sentence = urgent ? words.toast.noContact : words.toast.contact
      return announce(sentence(unbroken(callSign)), urgent)
    }
  }
}

function titleOf(ticketId: TicketId): string {
  const { board, catalogues } = screen.getState()
  const ticket = board.tickets.get(ticketId)
  if (ticket === undefined) return ''
  return catalogues.serviceOf(ticket)?.name[preferences.getState().locale] ?? ticket.serviceCode
}

function placeOf(ticketId: TicketId): string {
  return screen.getState().board.tickets.get(ticketId)?.address ?? ''
}

function referenceOf(ticketId: TicketId): string {
  const ticket = screen.getState().board.tickets.get(ticketId)
  return ticket === undefined ? '' : ticketReference(ticket)
}

import type { Outcome } from '../../shared/assignment/assignment.ts'
import { openAssignments } from '../../shared/board.ts'
import { type Priority, serviceCodeSchema } from '../../shared/catalogue/service.ts'
import type { ChoiceReason, CommandOf, RecallReason } from '../../shared/command.ts'
import type { TellingMeans } from '../../shared/delivery/delivery.ts'
import {
  type AssignmentId,
  assignmentIdSchema,
  type CrewId,
  noteIdSchema,
  type TicketId,
} from '../../shared/id.ts'
import { ticketReference } from '../../shared/ticket/ticket.ts'
import { unbroken } from '../../shared/typography.ts'
import { screen } from '../store/screen-store.ts'
import { currentWords } from '../store/words.ts'
import { openStreet } from './closure.ts'
import type { Place } from './place.ts'
import { select } from './select.ts'
import { send } from './send.ts'
import { dismissToast, toast, UNDO_MS } from './toast.ts'
import { actsEnded, undoable } from './undoable.ts'

/** Sends the nth crew of the suggestion (1 to 5) to the chosen ticket. */
export async function sendSuggested(rank: number): Promise<void> {
  const { suggestion, selected } = screen.getState()
  const proposal = suggestion?.proposals[rank - 1]
  if (selected === null || proposal === undefined) return
  const first = suggestion?.proposals[0]
  const shown = { rank, firstCrewId: first?.crewId ?? null, seconds: proposal.seconds, basis: proposal.basis }
  await dispatch(selected, proposal.crewId, 'send', shown)
}

/** Takes the proposed busy crew off what it is on, for the chosen ticket. */
export async function divertProposed(): Promise<void> {
  const { suggestion, selected } = screen.getState()
  const diversion = suggestion?.diversion
  if (selected === null || diversion === undefined || diversion === null) return
  const first = suggestion?.proposals[0]?.crewId ?? null
  const shown = { rank: null, firstCrewId: first, seconds: diversion.seconds, basis: diversion.basis }
  await dispatch(selected, diversion.crewId, 'divert', shown)
}

/** Sends the proposed patrol to guard the place of the chosen ticket until it is made safe, beside whoever is sent. */
export async function sendGuard(): Promise<void> {
  const { suggestion, selected } = screen.getState()
  const guard = suggestion?.ticketId === selected ? suggestion?.guard : null
  if (selected === null || guard === undefined || guard === null) return
  const shown = { rank: null, firstCrewId: null, seconds: guard.seconds, basis: guard.basis }
  await dispatch(selected, guard.crewId, 'send', shown)
}

/** Sends a crew to a ticket; where another than the first was sent, asks why. */
export function dispatch(
  ticketId: TicketId,
  crewId: CrewId,
  mode: CommandOf<'dispatch_crew'>['mode'],
  suggestion: CommandOf<'dispatch_crew'>['suggestion'],
): Promise<void> {
  return undoable(() => sendCrew(ticketId, crewId, mode, suggestion))
}

async function sendCrew(
  ticketId: TicketId,
  crewId: CrewId,
  mode: CommandOf<'dispatch_crew'>['mode'],
  suggestion: CommandOf<'dispatch_crew'>['suggestion'],
): Promise<void> {
  const { board } = screen.getState()
  const assignmentId = assignmentIdSchema.parse(crypto.randomUUID())
  const alongside = openAssignments(board.assignments.values(), { ticketId }).map(({ id }) => id)
  const sent = { type: 'dispatch_crew' as const, assignmentId, ticketId, crewId, mode, alongside, suggestion }
  const answer = await send(sent)
  if (answer.status === 'refused') return
  const callSignOf = (id: CrewId) => unbroken(board.crews.get(id)?.callSign ?? '')
  const first = suggestion?.firstCrewId ?? null
  const why = first !== null && first !== crewId ? { assignmentId, first: callSignOf(first) } : null
  const undo = { does: 'recall' as const, assignmentId, until: Date.now() + UNDO_MS }
  toast({ text: currentWords().toast.sent(callSignOf(crewId)), undo, why })
}

/** Says why another crew than the first was sent. */
export async function explainChoice(
  toastId: number,
  assignmentId: AssignmentId,
  reason: ChoiceReason,
): Promise<void> {
  screen.setState(({ toasts }) => ({
    toasts: toasts.map((one) => (one.id === toastId ? { ...one, why: null } : one)),
  }))
  await send({ type: 'explain_choice', assignmentId, reason })
}

/** Takes back the last act that can be, while it can be. True where there was one. */
export async function undoLast(): Promise<boolean> {
  await actsEnded()
  const last = screen.getState().toasts.findLast(({ undo }) => undo !== null && undo.until > Date.now())
  if (last === undefined || last.undo === null) return false
  dismissToast(last.id)
  const { undo } = last
  if (undo.does === 'recall') await recall(undo.assignmentId, 'undo')
  else if (undo.does === 'reopen') await reopen(undo.ticketId)
  else if (undo.does === 'open_street') await openStreet(undo.closureId)
  else if ((await send(undo.command)).status === 'accepted') toast({ text: currentWords().toast.done })
  return true
}

export async function recall(assignmentId: AssignmentId, reason: RecallReason): Promise<void> {
  const { board } = screen.getState()
  const crewId = board.assignments.get(assignmentId)?.crewId
  const callSign = unbroken((crewId && board.crews.get(crewId)?.callSign) ?? '')
  const answer = await send({ type: 'recall', assignmentId, reason })
  const { toast: words } = currentWords()
  if (answer.status === 'accepted')
    toast({ text: reason === 'undo' ? words.undone(callSign) : words.recalled(callSign) })
}

export async function setPriority(ticketId: TicketId, priority: Priority): Promise<void> {
  if (screen.getState().board.tickets.get(ticketId)?.priority === priority) return
  await send({ type: 'qualify_ticket', ticketId, priority })
}

/** Says what kind of problem it really is: its priority and its deadline follow. */
export async function setService(ticketId: TicketId, serviceCode: string): Promise<void> {
  await send({ type: 'qualify_ticket', ticketId, serviceCode: serviceCodeSchema.parse(serviceCode) })
}

/** Opens an ended ticket again, and chooses it. */
export async function reopen(ticketId: TicketId): Promise<void> {
  const answer = await send({ type: 'reopen_ticket', ticketId, reason: currentWords().toast.reopenReason })
  if (answer.status === 'accepted') select(ticketId)
}

/** Says where a ticket is, and how its place is called. */
export async function locate(ticketId: TicketId, { lon, lat, address, district }: Place): Promise<void> {
  const ticket = screen.getState().board.tickets.get(ticketId)
  if (ticket === undefined) return
  const answer = await send({
    type: 'locate_ticket',
    ticketId,
    position: { lon, lat },
    address,
    district: district?.code ?? null,
  })
  if (answer.status === 'accepted') toast({ text: currentWords().toast.located(ticketReference(ticket)) })
}

/** Adds a note; false where it was refused, so that what was written can be kept. */
export async function addNote(ticketId: TicketId, text: string): Promise<boolean> {
  const answer = await send({
    type: 'add_note',
    noteId: noteIdSchema.parse(crypto.randomUUID()),
    ticketId,
    text,
  })
  return answer.status === 'accepted'
}

/** Someone of the PC Radio reached whoever called. */
export async function sayCalledBack(ticketId: TicketId): Promise<void> {
  await send({ type: 'call_back', ticketId })
}

export async function closeTicket(ticketId: TicketId, outcome: Outcome): Promise<void> {
  await undoable(() => end(ticketId, { type: 'close_ticket', ticketId, outcome }))
}

export async function cancelTicket(ticketId: TicketId, reason: string): Promise<void> {
  await undoable(() => end(ticketId, { type: 'cancel_ticket', ticketId, reason }))
}

/**
 * Hands a ticket to the agency of that code; the log keeps the name that it was chosen by, and how a partner was told already, where it
 * was.
 */
export async function transferTicket(
  ticketId: TicketId,
  agency: string,
  name: string,
  told?: TellingMeans,
): Promise<void> {
  const command = { type: 'transfer_ticket', ticketId, agency, reason: name } as const
  await undoable(() => end(ticketId, told === undefined ? command : { ...command, told }))
}

/** Ends a ticket, and goes back to none where it was the chosen one. */
async function end(
  ticketId: TicketId,
  command: CommandOf<'close_ticket' | 'cancel_ticket' | 'transfer_ticket'>,
): Promise<void> {
  const ticket = screen.getState().board.tickets.get(ticketId)
  const answer = await send(command)
  if (answer.status === 'refused') return
  if (ticket !== undefined) {
    const undo = { does: 'reopen' as const, ticketId, until: Date.now() + UNDO_MS }
    toast({ text: currentWords().toast.ended[command.type](ticketReference(ticket)), undo })
  }
  if (screen.getState().selected === ticketId) select(null)
}

export async function takeChargeOfDistress(crewId: CrewId): Promise<void> {
  await send({ type: 'take_charge_of_distress', crewId })
}

export async function endDistress(crewId: CrewId, reason: string): Promise<void> {
  await send({ type: 'end_distress', crewId, reason })
}

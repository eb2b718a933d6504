import { type Assignment, inOrder, type Outcome } from '../../shared/assignment/assignment.ts'
import { type NextStep, nextStep } from '../../shared/assignment/next-step.ts'
import { openAssignments } from '../../shared/board.ts'
import type { Crew } from '../../shared/crew/crew.ts'
import { type DutyAction, dutyMachine } from '../../shared/crew/machine.ts'
import type { CrewId } from '../../shared/id.ts'
import { unbroken } from '../../shared/typography.ts'
import { screen } from '../store/screen-store.ts'
import { currentWords } from '../store/words.ts'
import { send } from './send.ts'
import { toast } from './toast.ts'

/** The changes of duty that a crew can ask for by voice. */
const RADIO_DUTIES = [
  'make_available',
  'take_break',
  'make_unavailable',
  'go_off_duty',
  'come_on_duty',
] as const satisfies readonly DutyAction[]
export type RadioDuty = (typeof RADIO_DUTIES)[number]

/** What `crew` may be put to now, as its machine says. */
export function dutiesOpenTo({ duty }: Pick<Crew, 'duty'>): RadioDuty[] {
  return RADIO_DUTIES.filter((action) => dutyMachine[duty][action] !== 'refuse')
}

/** The step that `assignment` is at now; null where it ended or its ticket is not known. */
export function stepHeard({ status, ticketId }: Assignment): NextStep | null {
  const ticket = screen.getState().board.tickets.get(ticketId)
  return ticket === undefined ? null : nextStep(status, ticket.deadline.kind)
}

/** Where one crew alone can have spoken, and what it said needs no outcome, writes it down; false otherwise. */
export function sayOnlyStep(engaged: readonly Assignment[]): boolean {
  const [only] = engaged.length === 1 ? engaged : []
  const step = only === undefined ? null : stepHeard(only)
  if (only === undefined || step === null || step === 'clear') return false
  sayStep(only, step)
  return true
}

/** Writes down a step that a crew said by radio; the log keeps that this post said it for the crew. */
export async function sayStep(
  { id: assignmentId }: Assignment,
  step: Exclude<NextStep, 'clear'>,
): Promise<void> {
  await send({ type: step, assignmentId })
}

export async function sayCleared({ id: assignmentId }: Assignment, outcome: Outcome): Promise<void> {
  await send({ type: 'clear', assignmentId, outcome })
}

/** Writes down that someone reached the crew, on what it has in hand; nothing where it has nothing. */
export async function confirmContact(crewId: CrewId): Promise<void> {
  const { board } = screen.getState()
  const crew = board.crews.get(crewId)
  const [current] = inOrder(openAssignments(board.assignments.values(), { crewId }))
  if (crew === undefined || current === undefined) return
  const { callSign, heardAt } = crew
  const answer = await send({ type: 'confirm_contact', assignmentId: current.id, heardAt })
  if (answer.status === 'accepted') toast({ text: currentWords().toast.contacted(unbroken(callSign)) })
}

/** Writes down a change of duty that a crew said by radio. */
export async function sayDuty({ id: crewId, members }: Crew, action: RadioDuty): Promise<void> {
  if (action === 'come_on_duty') await send({ type: action, crewId, members })
  else if (action === 'make_unavailable')
    await send({ type: action, crewId, reason: currentWords().radio.said })
  else await send({ type: action, crewId })
}

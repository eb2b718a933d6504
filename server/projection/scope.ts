import type { Command, CommandType } from '../../shared/command.ts'

/** What a batch of commands names, and so what must be loaded to decide them. */
export interface Scope {
  /** Ids that a sender made for tickets to come: there is something to load only where one was sent twice. */
  newTicketIds: string[]
  ticketIds: string[]
  /** One of several reports may leave the others: those that stay are to be known. */
  separates: boolean
  crewIds: string[]
  /** A vehicle may be taken: whoever is on duty may have it. */
  crewsOnDuty: boolean
  assignmentIds: string[]
  callSigns: string[]
  crewNumbers: number[]
  closureIds: string[]
  personIds: string[]
  /** Those whose every turn is to be looked at. */
  leavingPersonIds: string[]
  turnIds: string[]
  /** Who is on call now is to be known. */
  rotaNow: boolean
  placeNoteIds: string[]
}

const TAKES_VEHICLE = new Set<CommandType>(['register_crew', 'come_on_duty', 'change_outfit', 'take_over'])

export function scopeOf(commands: readonly Command[]): Scope {
  const scope: Scope = {
    newTicketIds: [],
    ticketIds: [],
    separates: false,
    crewIds: [],
    crewsOnDuty: false,
    assignmentIds: [],
    callSigns: [],
    crewNumbers: [],
    closureIds: [],
    personIds: [],
    leavingPersonIds: [],
    turnIds: [],
    rotaNow: false,
    placeNoteIds: [],
  }
  for (const command of commands) {
    if (command.type === 'receive_ticket') {
      scope.newTicketIds.push(command.ticketId)
      if (command.joins !== undefined) scope.ticketIds.push(command.joins.ticketId)
    } else if ('ticketId' in command && command.ticketId !== null) scope.ticketIds.push(command.ticketId)
    if (command.type === 'separate_ticket') scope.separates = true
    if (command.type === 'join_ticket') scope.ticketIds.push(command.intoTicketId)
    if ('closureId' in command) scope.closureIds.push(command.closureId)
    if ('personId' in command) scope.personIds.push(command.personId)
    if (command.type === 'retire_on_call_person') scope.leavingPersonIds.push(command.personId)
    if ('callOutId' in command) scope.rotaNow = true
    if ('calleeId' in command && command.calleeId !== null) scope.personIds.push(command.calleeId)
    if ('turnId' in command) scope.turnIds.push(command.turnId)
    if (command.type === 'remove_turns') scope.turnIds.push(...command.turnIds)
    if (command.type === 'plan_turns') {
      scope.turnIds.push(...command.turns.map(({ turnId }) => turnId))
      scope.personIds.push(...command.turns.map(({ personId }) => personId))
    }
    if ('placeNoteId' in command) scope.placeNoteIds.push(command.placeNoteId)
    if ('crewId' in command) scope.crewIds.push(command.crewId)
    if ('assignmentId' in command) scope.assignmentIds.push(command.assignmentId)
    if (TAKES_VEHICLE.has(command.type)) scope.crewsOnDuty = true
    if (command.type === 'register_crew') {
      scope.crewIds.push(command.crew.id)
      scope.callSigns.push(command.crew.callSign)
      scope.crewNumbers.push(command.crew.number)
    }
  }
  return scope
}

/** Whether anything in `scope` can have crews or assignments; a burst of new tickets has none, and is spared the look. */
export function mayEngage({ ticketIds, crewIds, assignmentIds }: Scope): boolean {
  return ticketIds.length > 0 || crewIds.length > 0 || assignmentIds.length > 0
}

/** Whether nothing in `scope` exists yet, as far as its senders know. */
export function namesOnlyNewTickets(scope: Scope): boolean {
  const { closureIds, placeNoteIds, personIds, turnIds } = scope
  return (
    !mayEngage(scope) && [closureIds, placeNoteIds, personIds, turnIds].every(({ length }) => length === 0)
  )
}

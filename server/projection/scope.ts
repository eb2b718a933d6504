import type { Command } from '../../shared/command.ts'

/** What a batch of commands names, and so what must be loaded to decide them. */
export interface Scope {
  ticketIds: string[]
  crewIds: string[]
  assignmentIds: string[]
  callSigns: string[]
  crewNumbers: number[]
}

export function scopeOf(commands: readonly Command[]): Scope {
  const scope: Scope = { ticketIds: [], crewIds: [], assignmentIds: [], callSigns: [], crewNumbers: [] }
  for (const command of commands) {
    if ('ticketId' in command) scope.ticketIds.push(command.ticketId)
    if ('crewId' in command) scope.crewIds.push(command.crewId)
    if ('assignmentId' in command) scope.assignmentIds.push(command.assignmentId)
    if (command.type === 'register_crew') {
      scope.crewIds.push(command.crew.id)
      scope.callSigns.push(command.crew.callSign)
      scope.crewNumbers.push(command.crew.number)
    }
  }
  return scope
}

import { randomUUID } from 'node:crypto'

/** For tests: what is said to send a crew to a ticket, alone and at once. */
export function aDispatch({
  assignmentId = randomUUID(),
  ...on
}: {
  ticketId: string
  crewId: string
  assignmentId?: string
}) {
  return {
    type: 'dispatch_crew' as const,
    assignmentId,
    ...on,
    mode: 'send',
    alongside: [],
    suggestion: null,
  }
}

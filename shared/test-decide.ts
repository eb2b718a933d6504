import { type Board, evolve } from './board.ts'
import type { Service } from './catalogue/service.ts'
import { commandSchema } from './command.ts'
import { decide } from './decide.ts'
import { type DecisionContext, isRefusal } from './decision.ts'
import type { Actor } from './event.ts'
import { instant, MINUTE } from './instant.ts'
import { DISPATCHER, HOLE, NOISE, NOW, published, stored, ticketId } from './test-board.ts'

/** What tests of the rules say to them; nothing else imports this. */

const ADMINISTRATOR: Actor = { ...DISPATCHER, id: 'a', role: 'administrator', label: 'Admin' }
const known = published(NOISE, HOLE)
export const context = (actor: Actor = ADMINISTRATOR): DecisionContext => ({
  now: instant(NOW + 5 * MINUTE),
  actor,
  // The same types, however often one is published.
  serviceOf: (of) => known.serviceOf({ ...of, catalogueVersion: 1 }),
  agencyOf: published().agencyOf,
  nextTicketNumber: 2050,
})
export const run = (board: Board, command: unknown, actor?: Actor) =>
  decide(board, commandSchema.parse(command), context(actor))
export const refusalOf = (board: Board, command: unknown, actor?: Actor) => {
  const decision = run(board, command, actor)
  return isRefusal(decision) ? decision.code : 'accepted'
}
export const typesOf = (board: Board, command: unknown) => {
  const decision = run(board, command)
  return isRefusal(decision) ? decision : decision.map(({ type }) => type)
}
export const note = '00000005-0000-4000-8000-000000000001'
export const report = {
  id: note,
  description: 'x',
  firstName: null,
  lastName: null,
  phone: null,
  email: null,
}
export const place = { position: { lon: 1.45, lat: 43.61 }, address: 'Rue des Lois', district: '1.1' }

/** The command by which ticket `number` of a type is received as one more report of ticket `into`. */
export const receivedAs = (number: number, { code }: Pick<Service, 'code'>, into: number) => ({
  type: 'receive_ticket',
  ticketId: ticketId(number),
  serviceCode: code,
  ...place,
  channel: 'web',
  report,
  joins: { ticketId: ticketId(into), score: 0.97 },
})

export function apply(board: Board, command: unknown): Board {
  const decision = run(board, command)
  if (isRefusal(decision)) throw new Error(decision.code)
  return evolve(
    board,
    decision.map((event, index) => ({ ...stored(index + 1, event), actor: ADMINISTRATOR })),
  )
}

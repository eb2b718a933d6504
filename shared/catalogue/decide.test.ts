import { describe, expect, it } from 'vitest'
import type { Board } from '../board.ts'
import { commandSchema } from '../command.ts'
import { decide } from '../decide.ts'
import { eventSchema } from '../event.ts'
import { aBoard, aTicket, DISPATCHER, HOLE, NOISE, NOW, published, ticketId } from '../test-board.ts'
import { ticketSchema } from '../ticket/ticket.ts'
import { aCatalogue, aService, list } from './test-catalogue.ts'

const ADMINISTRATOR = { ...DISPATCHER, role: 'administrator' as const }
/** In version 2 noise is urgent, needs a dog, and holes are gone. */
const second = aService({ priority: 1, skills: ['dog'], rules: [{ equipment: ['skip'] }] })
const { serviceOf } = published(NOISE, HOLE).with(2, aCatalogue(second))
const sound = aCatalogue(aService())
const run = (board: Board, command: object, actor = ADMINISTRATOR) =>
  decide(board, commandSchema.parse(command), {
    now: NOW,
    actor,
    serviceOf,
    agencyOf: published().agencyOf,
    nextTicketNumber: 2050,
  })

const inForce = (...given: Parameters<typeof aBoard>): Board => ({ ...aBoard(...given), catalogueVersion: 2 })
const report = {
  id: '00000005-0000-4000-8000-000000000001',
  description: null,
  firstName: null,
  lastName: null,
}
const receive = (serviceCode: string) => ({
  type: 'receive_ticket',
  ticketId: ticketId(1),
  serviceCode,
  position: null,
  address: 'Quai de Tounis',
  district: null,
  channel: 'phone',
  report: { ...report, phone: null, email: null },
})

describe('a catalogue', () => {
  it('[CT-10] of a new ticket is the one in force', () => {
    const needs = { skills: ['dog'], equipment: ['skip'], agency: NOISE.agency }
    expect(run(inForce(), receive('NOISE'))).toMatchObject([
      { ticket: { catalogueVersion: 2, priority: 1, needs } },
    ])
    expect(run(inForce(), receive('HOLE'))).toMatchObject({ code: 'unknown_service' })
    expect(run(aBoard(), receive('HOLE'))).toMatchObject([{ ticket: { catalogueVersion: 1, priority: 3 } }])
  })

  it('[CT-10] of a ticket is kept through a change of priority, an end and a return', () => {
    const old = aTicket(1, { serviceCode: 'HOLE', priority: 3 })
    const raise = { type: 'qualify_ticket', ticketId: ticketId(1), priority: 1 }
    expect(run(inForce([old]), raise)).toMatchObject([
      { serviceCode: 'HOLE', catalogueVersion: 1, needs: null },
    ])
    const reopen = { type: 'reopen_ticket', ticketId: ticketId(1), reason: 'encore' }
    const closed = { ...old, status: 'closed' as const }
    expect(run(inForce([closed]), reopen)).toMatchObject([{ ticket: { catalogueVersion: 1 } }])
  })

  it('[CT-10] of a ticket is the one in force once another type is chosen from it', () => {
    const retype = { type: 'qualify_ticket', ticketId: ticketId(1), serviceCode: 'NOISE' }
    expect(run(inForce([aTicket(1, { serviceCode: 'HOLE', priority: 3 })]), retype)).toMatchObject([
      { serviceCode: 'NOISE', catalogueVersion: 2, priority: 1, needs: { skills: ['dog'] } },
    ])
  })

  it('[CT-12] is published as the version after the one that its writer began from', () => {
    const publish = { type: 'publish_catalogue', after: 1, catalogue: sound }
    expect(run(aBoard(), publish)).toEqual([{ type: 'catalogue_published', catalogueVersion: 2 }])
    expect(run(inForce(), publish)).toEqual({ code: 'catalogue_changed', catalogueVersion: 2 })
  })

  it('[CT-12] is not published with a flaw, nor by who may not', () => {
    const when = { question: 'GONE', answered: true as const }
    const unsound = aCatalogue(aService({ questions: [list('Q', { when })] }))
    const publish = { type: 'publish_catalogue', after: 1, catalogue: unsound }
    expect(run(aBoard(), publish)).toEqual({
      code: 'catalogue_unsound',
      problems: [{ code: 'unknown_question', place: 'services.NOISE.questions.Q.when', about: 'GONE' }],
    })
    for (const role of ['operator', 'dispatcher', 'crew', 'supervisor'] as const)
      expect(run(aBoard(), { ...publish, catalogue: sound }, { ...DISPATCHER, role } as never)).toEqual({
        code: 'not_allowed',
      })
  })

  it('[CT-13] of what was stored before there were versions is the first', () => {
    const { catalogueVersion: _version, needs: _needs, ...old } = aTicket(1)
    expect(ticketSchema.parse(old)).toEqual(aTicket(1))
    const qualified = {
      type: 'ticket_qualified',
      ticketId: ticketId(1),
      serviceCode: 'HOLE',
      priority: 1,
      priorityBefore: 2,
      deadline: old.deadline,
    }
    expect(eventSchema.parse(qualified)).toMatchObject({ catalogueVersion: 1, needs: null })
  })
})

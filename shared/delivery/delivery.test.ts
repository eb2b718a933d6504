import { describe, expect, it } from 'vitest'
import { evolve } from '../board.ts'
import { commandSchema } from '../command.ts'
import { decide } from '../decide.ts'
import { isRefusal } from '../decision.ts'
import { type Actor, eventSchema } from '../event.ts'
import { instant, MINUTE, SECOND } from '../instant.ts'
import {
  aBoard,
  aTicket,
  aTransfer,
  DISPATCHER,
  NOISE,
  NOW,
  published,
  stored,
  ticketId,
} from '../test-board.ts'
import { type Delivery, deliveryProblemSchema, leavesAt } from './delivery.ts'

const LATER = instant(NOW + 5 * MINUTE)
const SYSTEM: Actor = { id: 'partners', role: 'system', label: 'Partenaires', crewId: null }
const CHIEF: Actor = { id: 's', role: 'supervisor', label: 'Chef de salle', crewId: null }
const of = { ticketId: ticketId(1), agency: 'grid', handedAt: NOW }
const commands = {
  delivered: { type: 'report_delivery', ...of, channel: 'open311', reference: 'A-7' },
  'given up': { type: 'report_delivery_failure', ...of, channel: 'webhook', problem: 'answered 500' },
  abandoned: { type: 'abandon_delivery', ...of },
}
type Said = keyof typeof commands

const handed = (delivery: Delivery | null, given: object = {}) =>
  aBoard([
    aTicket(1, {
      status: 'transferred',
      transfer: aTransfer({ agency: 'grid', outside: true, delivery, ...given }),
    }),
  ])
const delivery = (status: Delivery['status']): Delivery => ({
  channel: 'webhook',
  status,
  at: NOW,
  reference: null,
})

function say(board: ReturnType<typeof aBoard>, said: Said) {
  const { agencyOf, serviceOf } = published(NOISE)
  const actor = said === 'abandoned' ? CHIEF : SYSTEM
  const context = { now: LATER, actor, agencyOf, serviceOf, nextTicketNumber: 1 }
  const decision = decide(board, commandSchema.parse(commands[said]), context)
  if (isRefusal(decision)) return { code: decision.code, after: null }
  const events = decision.map((event, index) => stored(index + 1, eventSchema.parse(event), LATER))
  const after = evolve(board, events).tickets.get(ticketId(1))?.transfer?.delivery
  return { code: events.map(({ event }) => event.type).join(), after }
}

describe('what became of telling a partner', () => {
  it.each<[Delivery['status'], Said, string, Delivery['status'] | null]>([
    ['waiting', 'delivered', 'hand_off_delivered', 'delivered'],
    ['waiting', 'given up', 'hand_off_not_delivered', 'given_up'],
    ['waiting', 'abandoned', 'delivery_abandoned', 'abandoned'],
    ['given_up', 'delivered', 'hand_off_delivered', 'delivered'],
    ['given_up', 'given up', 'hand_off_not_delivered', 'given_up'],
    ['given_up', 'abandoned', 'delivery_abandoned', 'abandoned'],
    ['abandoned', 'delivered', 'hand_off_delivered', 'delivered'],
    ['abandoned', 'given up', 'hand_off_not_delivered', 'given_up'],
    ['abandoned', 'abandoned', 'nothing_changes', null],
    ['delivered', 'delivered', 'nothing_changes', null],
    ['delivered', 'given up', 'nothing_changes', null],
    ['delivered', 'abandoned', 'nothing_changes', null],
  ])('[DL-5] that is %s and %s: %s', (status, said, code, after) => {
    const outcome = say(handed(delivery(status)), said)
    expect(outcome.code).toBe(code)
    expect(outcome.after?.status ?? null).toBe(after)
  })

  it('[DL-5] keeps the reference and the channel that it went by', () => {
    const { after } = say(handed(delivery('waiting')), 'delivered')
    expect(after).toEqual({ channel: 'open311', status: 'delivered', at: LATER, reference: 'A-7' })
  })

  it.each(['delivered', 'given up', 'abandoned'] as const)(
    '[DL-5] %s of an earlier hand-off is told, and the later one’s own stays',
    (said) => {
      const board = handed(delivery('waiting'), { at: instant(NOW + MINUTE) })
      const { code, after } = say(board, said)
      expect(code).toMatch(/deliver/)
      expect(after).toEqual(delivery('waiting'))
      expect(say(aBoard([aTicket(1)]), said).code).toMatch(/deliver/)
      expect(say(aBoard(), said).code).toBe('unknown_ticket')
    },
  )

  it('[DL-2] is waited for from the hand-off on, where its partner has a channel', () => {
    const { agencyOf, serviceOf } = published(NOISE)
    const transfer = (agency: string) =>
      decide(
        aBoard([aTicket(1)]),
        commandSchema.parse({ type: 'transfer_ticket', ticketId: ticketId(1), agency, reason: 'x' }),
        {
          now: LATER,
          actor: DISPATCHER,
          agencyOf,
          serviceOf,
          channelOf: () => 'email',
          nextTicketNumber: 1,
        },
      )
    expect(transfer('grid')).toMatchObject([{ type: 'ticket_transferred', outside: true, channel: 'email' }])
    expect(transfer('roads')).toMatchObject([{ type: 'ticket_transferred', outside: false, channel: null }])
  })

  describe('by a person', () => {
    const tell = { type: 'tell_partner', ...of, means: 'radio', toldAt: null }
    const withdraw = { type: 'withdraw_telling', ...of }
    const known = { means: 'telephone', at: NOW, by: 'Poste 1' } as const
    const outcome = (board: ReturnType<typeof aBoard>, command: object) => {
      const { agencyOf, serviceOf } = published(NOISE)
      const context = { now: LATER, actor: DISPATCHER, agencyOf, serviceOf, nextTicketNumber: 1 }
      const decision = decide(board, commandSchema.parse(command), context)
      if (isRefusal(decision)) return decision.code
      const events = decision.map((event, index) => stored(index + 1, eventSchema.parse(event), LATER))
      return evolve(board, events).tickets.get(ticketId(1))?.transfer?.told
    }
    const said = (means: string, at: number) => ({ means, at, by: stored(1, telling).actor.label })
    const telling = {
      type: 'partner_told',
      ...of,
      number: 2001,
      means: 'radio',
      toldAt: NOW,
    } as const

    it('[DL-13] is kept with the means and when, between the hand-off and now', () => {
      const board = handed(null, { told: null })
      expect(outcome(board, tell)).toEqual(said('radio', LATER))
      const at = (toldAt: number) => outcome(board, { ...tell, means: 'other', toldAt })
      expect(at(NOW + MINUTE)).toEqual(said('other', NOW + MINUTE))
      expect(at(NOW - MINUTE)).toEqual(said('other', NOW))
      expect(at(LATER + MINUTE)).toEqual(said('other', LATER))
    })

    it.each<[string, ReturnType<typeof aBoard>, string]>([
      ['nobody told', handed(null, { told: null }), 'said nothing_changes'],
      ['handed over before that was kept', handed(null), 'said nothing_changes'],
      ['given up', handed(delivery('given_up'), { told: null }), 'said nothing_changes'],
      ['waiting to be sent', handed(delivery('waiting'), { told: null }), 'said nothing_changes'],
      ['told', handed(null, { told: known }), 'nothing_changes withdrawn'],
      ['handed over anew', handed(null, { told: null, at: LATER }), 'not_in_hands nothing_changes'],
      ['a service’s', handed(null, { outside: false }), 'not_in_hands nothing_changes'],
      ['back', aBoard([aTicket(1)]), 'not_in_hands nothing_changes'],
      ['none', aBoard(), 'unknown_ticket unknown_ticket'],
      [
        'closed',
        aBoard([
          aTicket(1, {
            status: 'closed',
            transfer: aTransfer({ agency: 'grid', outside: true, told: null }),
          }),
        ]),
        'not_in_hands nothing_changes',
      ],
    ])('[DL-13] of a ticket that is %s', (_what, board, expected) => {
      const first = outcome(board, tell)
      const second = outcome(board, withdraw)
      const codes = [typeof first === 'string' ? first : 'said', second === null ? 'withdrawn' : second]
      expect(codes.join(' ')).toBe(expected)
    })

    it('[DL-13] is said with the hand-off, of a partner alone', () => {
      const transfer = (agency: string) =>
        decide(
          aBoard([aTicket(1)]),
          commandSchema.parse({
            type: 'transfer_ticket',
            ticketId: ticketId(1),
            agency,
            reason: 'x',
            told: 'telephone',
          }),
          { now: LATER, actor: DISPATCHER, ...published(NOISE), nextTicketNumber: 1 },
        )
      expect(transfer('roads')).toMatchObject([{ type: 'ticket_transferred', outside: false }])
      expect(transfer('grid')).toMatchObject([
        { type: 'ticket_transferred', outside: true },
        { type: 'partner_told', agency: 'grid', handedAt: LATER, means: 'telephone', toldAt: LATER },
      ])
    })
  })

  it('[DL-4] leaves at once by rule, and from a person’s hand after their undo', () => {
    expect(leavesAt({ reason: null }, NOW)).toBe(NOW)
    expect(leavesAt({ reason: 'leur affaire' }, NOW)).toBe(NOW + 15 * SECOND)
  })

  it.each([
    ['no_answer', true],
    ['answered 500', true],
    ['not_reached ECONNREFUSED', true],
    ['getaddrinfo ENOTFOUND partner.example', false],
    ['not_reached https://partner.example', false],
    ['', false],
  ])('[DL-5] says why by a code, never by an address: « %s », %s', (problem, is) => {
    expect(deliveryProblemSchema.safeParse(problem).success).toBe(is)
  })
})

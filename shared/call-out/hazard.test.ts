import { describe, expect, it } from 'vitest'
import { deadlineFor } from '../deadline.ts'
import { type Instant, instant, MINUTE } from '../instant.ts'
import { onCallRulesSchema } from '../protocol/on-call.ts'
import { aTicket, HOLE, NOISE } from '../test-board.ts'
import type { Ticket } from '../ticket/ticket.ts'
import { callsOut, domainOf } from './hazard.ts'

const weekday = [{ from: '08:00', until: '17:30' }]
const hours = {
  monday: weekday,
  tuesday: weekday,
  wednesday: weekday,
  thursday: weekday,
  friday: weekday,
  saturday: [],
  sunday: [],
}
const rules = onCallRulesSchema.parse({
  changeOver: { day: 'friday', at: '12:00' },
  agencies: [
    { agency: 'roads', domain: 'roads', calendar: { hours, holidays: 'france', exceptions: [] } },
    { agency: 'green', domain: 'trees', calendar: { hours, holidays: null, exceptions: [] } },
  ],
})
const at = (text: string): Instant => instant(Date.parse(text))

function calls(now: string, given: Partial<Ticket> = {}, service = HOLE) {
  const deadline = deadlineFor(service, service.priority, at(now))
  const ticket = aTicket(1, { serviceCode: service.code, priority: service.priority, deadline, ...given })
  return callsOut(ticket, service, rules, at(now), 'Europe/Paris')
}

describe('[CO-11] people are woken', () => {
  it.each([
    ['on a working morning', '2026-11-27T09:00Z', null],
    ['just before closing', '2026-11-27T16:29:59Z', null],
    ['at closing', '2026-11-27T16:30Z', 'roads'],
    ['at night', '2026-11-27T02:00Z', 'roads'],
    ['on a Saturday', '2026-11-28T10:00Z', 'roads'],
    ['on a public holiday', '2026-11-11T10:00Z', 'roads'],
    ['at 2.30 of the night that has it twice, the first', '2026-10-25T00:30Z', 'roads'],
    ['at 2.30 of the night that has it twice, the second', '2026-10-25T01:30Z', 'roads'],
    ['on the morning after the hour that is skipped, which is Easter Monday', '2027-03-29T06:00Z', 'roads'],
    ['on the morning after that', '2027-03-30T06:00Z', null],
    ['a minute before it opens, an hour earlier than in winter', '2027-03-30T05:59Z', 'roads'],
  ])('%s: %s → %s', (_when, now, expected) => {
    expect(calls(now)).toBe(expected)
  })

  const night = '2026-11-27T02:00Z'

  it('for what must be made safe within two hours, and for nothing else', () => {
    expect(calls(night, {}, { ...HOLE, deadlines: { ...HOLE.deadlines, secured: 120 } })).toBe('roads')
    expect(calls(night, {}, { ...HOLE, deadlines: { ...HOLE.deadlines, secured: 240 } })).toBeNull()
    expect(calls(night, {}, { ...NOISE, agency: 'roads' })).toBeNull()
  })

  it('by whom its answers say, where they say another than its type', () => {
    expect(calls(night, { needs: { skills: [], equipment: [], agency: 'green' } })).toBe('trees')
    expect(calls(night, { needs: { skills: [], equipment: [], agency: 'police' } })).toBeNull()
    expect(domainOf(aTicket(1), HOLE, rules)).toBe('roads')
    expect(domainOf(aTicket(1), NOISE, rules)).toBeNull()
  })

  it('not where someone is there, where it is safe, or where the ticket is closed', () => {
    const since = instant(at(night) + MINUTE)
    expect(calls(night, { onSceneAt: since })).toBeNull()
    expect(calls(night, { securedAt: since })).toBeNull()
    expect(calls(night, { status: 'closed' })).toBeNull()
  })
})

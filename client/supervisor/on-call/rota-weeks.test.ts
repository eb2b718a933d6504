import { describe, expect, it } from 'vitest'
import { type Instant, instant } from '../../../shared/instant.ts'
import { weekdays } from '../../../shared/on-call/calendar.ts'
import { onCallWeeks } from '../../../shared/on-call/week.ts'
import { type OnCallRules, onCallRulesSchema } from '../../../shared/protocol/on-call.ts'
import { aTurn, personId, swapId, turnId } from '../../../shared/test-board.ts'
import { rotaProblems, rotaWeeks } from './rota-weeks.ts'

const PARIS = 'Europe/Paris'
const at = (text: string): Instant => instant(Date.parse(text))
const rules: OnCallRules = onCallRulesSchema.parse({
  changeOver: { day: 'friday', at: '12:00' },
  agencies: [
    {
      domain: 'roads',
      agency: 'roads',
      calendar: {
        hours: Object.fromEntries(weekdays.map((day) => [day, []])),
        holidays: 'france',
        exceptions: [{ date: '2026-12-24', hours: [], reason: { fr: 'veille', en: 'eve' } }],
      },
    },
  ],
})
const now = at('2026-12-15T09:00Z')
const [first, second, third] = onCallWeeks(now, 3, rules.changeOver, PARIS)
if (first === undefined || second === undefined || third === undefined) throw new Error('No weeks.')
const saturday = at('2026-12-19T07:00Z')
const swap = { id: swapId(1), personId: personId(2), from: saturday, until: at('2026-12-20T07:00Z') }
const rota = [
  aTurn(1, { ...first }),
  aTurn(3, { order: 2, from: at('2026-12-12T09:00Z'), until: second.until }),
  aTurn(4, { ...second, swaps: [swap] }),
  aTurn(5, { ...third, from: at('2026-12-26T09:00Z') }),
  aTurn(6, { ...third, from: at('2026-12-30T09:00Z') }),
]
const weeks = rotaWeeks(rota, [first, second, third], now, rules, PARIS)
const roads = (index: number) => weeks[index]?.cells.find(({ domain }) => domain === 'roads')
const people = (index: number) =>
  roads(index)?.watches.map(({ turn, personId: who, whole, swapped, overlaps }) => [
    turn.order,
    Number(who.slice(-2)),
    [whole && 'whole', swapped && 'swapped', overlaps && 'overlaps'].filter(Boolean).join(' '),
  ])

describe('[OC-15] the rota as a table', () => {
  it('has who is called, in order, and for what part of each week', () => {
    expect(people(0)).toEqual([
      [1, 1, 'whole'],
      [2, 3, ''],
    ])
    expect(people(1)).toEqual([
      [1, 4, ''],
      [1, 2, 'swapped'],
      [1, 4, ''],
      [2, 3, 'whole'],
    ])
    expect(people(2)).toEqual([
      [1, 5, 'overlaps'],
      [1, 6, 'overlaps'],
    ])
  })

  it('has what is to come of its holes', () => {
    expect([0, 1, 2].map((index) => roads(index)?.holes)).toEqual([
      [],
      [],
      [{ from: third.from, until: at('2026-12-26T09:00Z') }],
    ])
    const trees = weeks.map(({ cells }) => cells.find(({ domain }) => domain === 'trees')?.holes)
    expect(trees).toEqual([[{ from: now, until: first.until }], [second], [third]])
  })

  it('has public holidays and days with hours of their own, each in the week that has more of it', () => {
    const odd = weeks.map(({ oddDays }) => oddDays.map(({ holiday, reason }) => holiday ?? reason?.en))
    expect(odd).toEqual([[], ['eve'], ['christmas']])
    expect(rotaWeeks([], [first, second, third], now, { ...rules, agencies: [] }, PARIS)[2]?.oddDays).toEqual(
      [],
    )
  })
})

it('[OC-15] what is to be settled is listed, the earliest first', () => {
  const problems = rotaProblems(rota, { from: now, until: third.until })
  const told = problems
    .filter((one) => one.kind === 'overlap' || one.domain === 'roads')
    .map((one) =>
      one.kind === 'hole'
        ? ['hole', one.span.from]
        : [one.overlap.why, one.overlap.turns.map(({ id }) => id)],
    )
  expect(told).toEqual([
    ['hole', third.from],
    ['order', [turnId(5), turnId(6)]],
  ])
  expect(problems.length).toBe(7)
})

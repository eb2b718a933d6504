import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { HOUR, type Instant, instant } from '../instant.ts'
import { aTurn, NOW, personId, swapId, turnId } from '../test-board.ts'
import { holes, onCallAt, overlaps, watchesOf } from './rota.ts'
import type { Turn } from './turn.ts'

const at = (hours: number) => instant(NOW + hours * HOUR)
const span = (from: number, until: number) => ({ from: at(from), until: at(until) })
const hoursOf = (spans: readonly { from: Instant; until: Instant }[]) =>
  spans.map(({ from, until }) => [(from - NOW) / HOUR, (until - NOW) / HOUR])
const swap = (number: number, person: number, from: number, until: number) => ({
  id: swapId(number),
  personId: personId(person),
  ...span(from, until),
})
const called = (rota: readonly Turn[], hour: number) =>
  onCallAt(rota, 'roads', at(hour)).map(({ personId: person }) => Number(person.slice(-3)))

describe('[OC-6] who is on call', () => {
  const first = aTurn(1, { swaps: [swap(1, 3, 20, 30)] })
  const rota = [aTurn(2, { order: 2 }), first, aTurn(4, { domain: 'trees' })]

  it('is called in order, whoever took a part of a turn in the place of its own person', () => {
    expect(called(rota, 0)).toEqual([1, 2])
    expect(called(rota, 19.9)).toEqual([1, 2])
    expect(called(rota, 20)).toEqual([3, 2])
    expect(called(rota, 30)).toEqual([1, 2])
    expect(called(rota, 7 * 24)).toEqual([])
    expect(onCallAt(rota, 'trees', at(1))).toEqual([
      { turnId: turnId(4), personId: personId(4), order: 1, until: at(7 * 24) },
    ])
    expect(onCallAt(rota, 'managers', at(1))).toEqual([])
  })

  it('is so until the next takes over', () => {
    const until = (hour: number) => (onCallAt(rota, 'roads', at(hour))[0]?.until ?? 0) - NOW
    expect([until(0), until(25), until(40)].map((one) => one / HOUR)).toEqual([20, 30, 168])
    expect(watchesOf(first).map(({ swapId: by, ...watch }) => [by, ...hoursOf([watch])])).toEqual([
      [null, [0, 20]],
      [swapId(1), [20, 30]],
      [null, [30, 168]],
    ])
  })
})

describe('[OC-7] the holes of a rota', () => {
  it('are seen weeks before, at three in the morning too', () => {
    const rota = [aTurn(1, span(0, 48)), aTurn(2, { ...span(51, 100), order: 2 }), aTurn(3, span(90, 168))]
    expect(hoursOf(holes(rota, 'roads', span(0, 200)))).toEqual([
      [48, 51],
      [168, 200],
    ])
    expect(hoursOf(holes(rota, 'roads', span(49, 50)))).toEqual([[49, 50]])
    expect(hoursOf(holes(rota, 'lighting', span(0, 10)))).toEqual([[0, 10]])
    expect(holes(rota, 'roads', span(60, 160))).toEqual([])
  })

  it('are wherever nobody is on call, and nowhere else', () => {
    const turns = fc.array(fc.tuple(fc.nat(200), fc.integer({ min: 1, max: 60 })), { maxLength: 12 })
    fc.assert(
      fc.property(turns, fc.array(fc.nat(260), { maxLength: 30 }), (spans, hours) => {
        const rota = spans.map(([from, long], index) => aTurn(index, span(from, from + long)))
        const found = holes(rota, 'roads', span(0, 260))
        for (const [index, hole] of found.entries()) {
          expect(hole.from).toBeLessThan(hole.until)
          if (index > 0) expect(hole.from).toBeGreaterThan(found[index - 1]?.until ?? 0)
        }
        for (const hour of hours.filter((one) => one < 260)) {
          const inHole = found.some(({ from, until }) => from <= at(hour) && at(hour) < until)
          expect(inHole).toBe(onCallAt(rota, 'roads', at(hour)).length === 0)
        }
      }),
    )
  })
})

describe('[OC-8] overlaps', () => {
  const found = (...rota: Turn[]) => overlaps(rota, span(0, 300)).map((one) => [one.why, ...hoursOf([one])])

  it('are two turns in one place of one domain, for what they have in common', () => {
    expect(found(aTurn(1, span(0, 50)), aTurn(2, span(40, 90)))).toEqual([['order', [40, 50]]])
    expect(found(aTurn(1, span(0, 50)), aTurn(2, span(50, 90)))).toEqual([])
    expect(found(aTurn(1), aTurn(2, { order: 2 }))).toEqual([])
    expect(found(aTurn(1), aTurn(2, { domain: 'trees' }))).toEqual([])
  })

  it('are one person on call twice, swaps counted', () => {
    const same = { personId: personId(1) }
    expect(found(aTurn(1, span(0, 50)), aTurn(2, { ...same, domain: 'trees', ...span(40, 90) }))).toEqual([
      ['person', [40, 50]],
    ])
    const taking = aTurn(2, { order: 2, swaps: [swap(1, 1, 20, 30)] })
    expect(found(aTurn(1), taking)).toEqual([['person', [20, 30]]])
    const swappedOut = aTurn(1, { swaps: [swap(2, 5, 10, 40)] })
    expect(found(swappedOut, taking)).toEqual([])
  })

  it('are told for the time that was asked for', () => {
    const rota = [aTurn(1, span(0, 50)), aTurn(2, span(10, 90))]
    expect(hoursOf(overlaps(rota, span(20, 30)))).toEqual([[20, 30]])
    expect(overlaps(rota, span(72, 96))).toEqual([])
  })
})

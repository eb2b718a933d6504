import { beforeAll, describe, expect, it } from 'vitest'
import { instant, SECOND } from '../../shared/instant.ts'
import { loadFixture } from './city-fixture.ts'
import { demonstrationFactor } from './day-curve.ts'
import { randomFrom } from './random.ts'
import { type Call, callsAfter, openingCalls } from './scenario.ts'

/** Wednesday 11 November 2026, 14 h and 23 h in Toulouse. */
const AFTERNOON = instant(Date.UTC(2026, 10, 11, 13))
const NIGHT = instant(Date.UTC(2026, 10, 11, 22))

describe('the scenario', () => {
  let city: Awaited<ReturnType<typeof loadFixture>>
  beforeAll(async () => {
    city = await loadFixture(new URL('../../fixtures/toulouse/', import.meta.url))
  })

  const scenario = (seed: number) => ({
    ...city,
    bounds: [1.352, 43.533, 1.508, 43.664] as const,
    random: randomFrom(seed),
    busy: demonstrationFactor,
  })
  const first = (count: number, seed: number, from = AFTERNOON): Call[] => {
    const calls = callsAfter(scenario(seed), from)
    return Array.from({ length: count }, () => calls.next().value)
  }
  const themeOf = (code: string | undefined) => city.services.find((service) => service.code === code)?.theme

  it('[S-3] is the same list for the same seed, and another for another', () => {
    expect(first(300, 5)).toEqual(first(300, 5))
    expect(first(300, 5)).not.toEqual(first(300, 6))
  })

  it('[S-3] comes in order of time and names nobody', () => {
    const calls = first(500, 1)
    expect(calls.every(({ at }, index) => at >= (calls[index - 1]?.at ?? AFTERNOON))).toBe(true)
    const fields = [...new Set(calls.flatMap(({ form }) => Object.keys(form)))]
    // Of the answers to questions, fixture.db.test.ts sees that they fit.
    expect(fields.filter((name) => !name.startsWith('attribute[')).sort()).toEqual([
      'address_string',
      'description',
      'lat',
      'long',
      'service_code',
    ])
  })

  it('[S-4] mixes themes by the hour: more parking by day, more trouble by night', () => {
    const share = (calls: Call[], theme: string) =>
      calls.filter(({ form }) => themeOf(form.service_code) === theme).length / calls.length
    const [day, night] = [first(200, 2), first(200, 2, NIGHT)]
    expect(share(day, 'parking')).toBeGreaterThan(share(night, 'parking'))
    expect(share(night, 'tranquillity')).toBeGreaterThan(share(day, 'tranquillity'))
  })

  it('[S-4] leaves about one call in fourteen without a point, with words that say where', () => {
    const unplaced = first(2_000, 4).filter(({ form }) => form.lat === undefined)
    expect(unplaced.length / 2_000).toBeCloseTo(1 / 14, 1)
    expect(unplaced.every(({ form }) => city.calls.unplaced.includes(form.address_string ?? ''))).toBe(true)
  })

  it('[S-14] tells of one thing in five again, near and soon', () => {
    const calls = first(2_000, 7)
    const isAgain = ({ form }: Call, index: number) =>
      calls
        .slice(Math.max(0, index - 12), index)
        .some(
          (before) =>
            before.form.service_code === form.service_code &&
            Math.abs(Number(before.form.lat) - Number(form.lat)) < 0.00014 &&
            Math.abs(Number(before.form.long) - Number(form.long)) < 0.00014,
        )
    expect(calls.filter(isAgain).length / 2_000).toBeCloseTo(1 / 5, 1)
  })

  it('[S-4] comes mostly by telephone', () => {
    const calls = first(2_000, 9)
    const phone = calls.filter(({ channel }) => channel === 'phone').length / calls.length
    expect(phone).toBeCloseTo(city.calls.channels.phone ?? 0, 1)
  })

  it('[S-5] opens with a dozen tickets of every priority in 20 s, some without a point', () => {
    const opening = openingCalls(scenario(1), AFTERNOON)
    const priorities = opening.map(
      ({ form }) => city.services.find(({ code }) => code === form.service_code)?.priority,
    )
    expect(opening).toHaveLength(12)
    expect(new Set(priorities)).toEqual(new Set([1, 2, 3, 4]))
    expect(opening.filter(({ form }) => form.lat === undefined)).toHaveLength(2)
    expect((opening.at(-1)?.at ?? 0) - AFTERNOON).toBeLessThan(20 * SECOND)
  })
})

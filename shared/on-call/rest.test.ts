import { describe, expect, it } from 'vitest'
import { HOUR, type Instant, instant, MINUTE } from '../instant.ts'
import { aCall, aCallOut, NOW, personId } from '../test-board.ts'
import { wallTime } from '../wall-clock.ts'
import { breaksRest, restOf, type Worked, workedIn } from './rest.ts'

const at = (text: string): Instant => instant(Date.parse(text))
const worked = (from: string, until: string | null): Worked => {
  return { personId: personId(1), from: at(from), until: until === null ? null : at(until) }
}
const clock = (instantAt: Instant) => {
  const { hour, minute } = wallTime(instantAt, 'Europe/Paris')
  return [hour, minute].map((part) => String(part).padStart(2, '0')).join(':')
}

describe('[RR-1] eleven hours of rest', () => {
  it('are owed from the end of the last intervention, and no longer', () => {
    const night = [worked('2026-11-27T01:00Z', '2026-11-27T02:30Z')]
    expect(restOf(night, at('2026-11-27T00:59Z'))).toEqual({ state: 'rested' })
    expect(restOf(night, at('2026-11-27T01:00Z'))).toEqual({
      state: 'at_work',
      since: at('2026-11-27T01:00Z'),
    })
    expect(restOf(night, at('2026-11-27T02:30Z'))).toEqual({ state: 'owed', until: at('2026-11-27T13:30Z') })
    expect(restOf(night, at('2026-11-27T13:29:59Z')).state).toBe('owed')
    expect(restOf(night, at('2026-11-27T13:30Z'))).toEqual({ state: 'rested' })
    expect(restOf([], at('2026-11-27T02:30Z'))).toEqual({ state: 'rested' })
  })

  it('begin anew with each intervention, and last while one goes on', () => {
    const twice = [
      worked('2026-11-27T05:00Z', '2026-11-27T06:00Z'),
      worked('2026-11-26T20:00Z', '2026-11-26T21:00Z'),
    ]
    expect(restOf(twice, at('2026-11-27T04:00Z'))).toEqual({ state: 'owed', until: at('2026-11-27T08:00Z') })
    expect(restOf(twice, at('2026-11-27T07:00Z'))).toEqual({ state: 'owed', until: at('2026-11-27T17:00Z') })
    const still = [...twice, worked('2026-11-27T06:30Z', null)]
    expect(restOf(still, at('2026-11-27T18:00Z'))).toEqual({
      state: 'at_work',
      since: at('2026-11-27T06:30Z'),
    })
  })

  it.each([
    ['when an hour comes twice', '2026-10-24T21:00Z', '2026-10-25T08:00Z', '23:00', '09:00'],
    ['when an hour is skipped', '2027-03-27T22:00Z', '2027-03-28T09:00Z', '23:00', '11:00'],
    ['in any other night', '2026-11-27T22:00Z', '2026-11-28T09:00Z', '23:00', '10:00'],
  ])('are eleven hours that pass, %s: %s → %s', (_night, end, until, from, shown) => {
    const rest = restOf([worked('2026-01-01T00:00Z', end)], instant(at(end) + HOUR))
    expect(rest).toEqual({ state: 'owed', until: at(until) })
    expect([clock(at(end)), clock(at(until))]).toEqual([from, shown])
  })
})

describe('[RR-4] a part of a turn', () => {
  const night = [worked('2026-11-27T01:00Z', '2026-11-27T02:30Z')]
  const breaks = (from: string, until: string, now: string, done = night) =>
    breaksRest({ from: at(from), until: at(until) }, restOf(done, at(now)), at(now))
  const ongoing = [worked('2026-11-27T01:00Z', null)]

  it.each([
    ['goes on while rest is owed', '2026-11-20T11:00Z', '2026-11-27T11:00Z', true],
    ['begins while rest is owed', '2026-11-27T11:00Z', '2026-12-04T11:00Z', true],
    ['begins when it is over', '2026-11-27T13:30Z', '2026-12-04T11:00Z', false],
    ['was over before', '2026-11-20T11:00Z', '2026-11-27T03:00Z', false],
  ])('that %s', (_what, from, until, expected) => {
    expect(breaks(from, until, '2026-11-27T03:00Z')).toBe(expected)
  })

  it('is not in the way of someone rested, and is of someone at work, who will be owed rest', () => {
    const week = ['2026-11-27T11:00Z', '2026-12-04T11:00Z'] as const
    expect(breaks(...week, '2026-11-27T14:00Z')).toBe(false)
    expect(breaks(...week, '2026-11-27T02:00Z', ongoing)).toBe(true)
    expect(breaks('2026-11-28T11:00Z', '2026-12-04T11:00Z', '2026-11-27T02:00Z', ongoing)).toBe(false)
  })
})

describe('[RR-2] what counts as work', () => {
  const later = instant(NOW + 40 * MINUTE)

  it('is from when a call was accepted, until it was safe, over, or given to another', () => {
    const taken = [aCall(1, { state: 'unanswered' }), aCall(2, { state: 'accepted', stateAt: NOW })]
    const of = (until: Instant | null): Worked[] => [{ personId: personId(2), from: NOW, until }]
    expect(workedIn(aCallOut(1, { status: 'accepted', calls: taken }))).toEqual(of(null))
    expect(workedIn(aCallOut(1, { status: 'on_scene', calls: taken }))).toEqual(of(null))
    expect(workedIn(aCallOut(1, { status: 'secured', statusAt: later, calls: taken }))).toEqual(of(later))
    expect(workedIn(aCallOut(1, { status: 'stopped', statusAt: later, calls: taken }))).toEqual(of(later))
    const released = [aCall(2, { state: 'released', stateAt: later }), aCall(3)]
    expect(workedIn(aCallOut(1, { calls: released }))).toEqual(of(later))
    expect(workedIn(aCallOut(1))).toEqual([])
  })
})

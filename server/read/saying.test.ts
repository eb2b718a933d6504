import { describe, expect, it } from 'vitest'
import type { Event, StoredEvent } from '../../shared/event.ts'
import { type Instant, instant, SECOND } from '../../shared/instant.ts'
import { crewId, NOW, stored } from '../../shared/test-board.ts'
import { sayingsOf } from './saying.ts'

const on = { crewId: crewId(1) }
const duty: Event = { type: 'duty_changed', ...on, duty: 'on_break', members: 2, reason: null }
const distress: Event = { type: 'distress_raised', ...on, position: null }
const at = (seconds: number): Instant => instant(NOW + seconds * SECOND)

/** Heard by the server at a second, said on the device at another. */
function heard(
  seq: number,
  heardAt: number,
  saidAt: number | null,
  event = duty,
  sender = 'tablet',
): StoredEvent {
  const { actor, ...rest } = stored(seq, event)
  return {
    ...rest,
    at: at(heardAt),
    deviceAt: saidAt === null ? null : at(saidAt),
    actor: { ...actor, id: sender },
  }
}
const told = (...events: StoredEvent[]) => sayingsOf(events).map((one) => (one.at - NOW) / SECOND)

describe('[FC-4] what was said of a crew', () => {
  it('stands at its instant on the device where it waited, else when it was heard', () => {
    expect(told(heard(1, 100, 20), heard(2, 101, 30), heard(3, 110, 108), heard(4, 120, null))).toEqual([
      20, 30, 110, 120,
    ])
  })

  it('stands in the order in which one sender said it, were its clock corrected in between', () => {
    expect(told(heard(1, 100, 20), heard(2, 103, 17), heard(3, 104, 25))).toEqual([20, 20, 25])
    // The first was on its way for less than what counts as waiting.
    expect(told(heard(1, 100, 96), heard(2, 103, 97))).toEqual([100, 100])
  })

  it('stands at its own instant where another said the other, or far from it', () => {
    expect(told(heard(1, 100, 90), heard(2, 101, 80, duty, 'post'))).toEqual([90, 80])
    expect(told(heard(1, 200, 150), heard(2, 201, 20))).toEqual([150, 20])
  })

  it('has a distress where it was raised, which overtook what waited', () => {
    expect(told(heard(1, 100, 50, distress), heard(2, 101, 20))).toEqual([50, 20])
  })
})

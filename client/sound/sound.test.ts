import { describe, expect, it } from 'vitest'
import { SOUNDS } from './sound.ts'

/** All that design.md §8 says of them: the highest and the lowest note in Hz, and how long each note is in ms. */
const DESIGN = {
  arrival: [660, 660, [90]],
  urgent: [1175, 880, [120, 120]],
  breach: [520, 520, [60, 60, 60]],
  silence: [440, 330, [150, 150]],
  accepted: [740, 740, [40]],
  refused: [220, 220, [180]],
  linkLost: [330, 247, [200, 200]],
  linkBack: [330, 247, [200, 200]],
  distress: [960, 770, [250, 250, 250, 250]],
  assignment: [880, 587, [200, 200, 200]],
} as const

describe('the sounds', () => {
  it('[W-11] are the notes that the design gives, one after the other', () => {
    expect(Object.keys(SOUNDS).sort()).toEqual(Object.keys(DESIGN).sort())
    for (const [name, notes] of Object.entries(SOUNDS)) {
      const [highest, lowest, lengths] = DESIGN[name as keyof typeof DESIGN]
      const frequencies = notes.map(([frequency]) => frequency)
      expect([Math.max(...frequencies), Math.min(...frequencies)], name).toEqual([highest, lowest])
      expect(
        notes.map(([, , length]) => length),
        name,
      ).toEqual(lengths)
      notes.forEach(([, start], index) => {
        const [, before = 0, length = 0] = notes[index - 1] ?? []
        expect(start, name).toBeGreaterThanOrEqual(before + length)
      })
    }
  })

  it('[W-12] a lost link falls, and its return rises', () => {
    expect(SOUNDS.linkBack.map(([frequency]) => frequency)).toEqual(
      SOUNDS.linkLost.map(([frequency]) => frequency).toReversed(),
    )
  })
})

import { describe, expect, it } from 'vitest'
import type { Figures } from '../../shared/figures/figures.ts'
import { instant, SECOND } from '../../shared/instant.ts'
import { NOW } from '../../shared/test-board.ts'
import { KeptFigures } from './kept-figures.ts'

const DAY = { from: '2026-11-27', to: '2026-11-27' }

describe('[FD-9] figures that are asked for again', () => {
  const set = () => {
    const state = { seconds: 0, head: 1, reads: 0, fails: false }
    const kept = new KeptFigures(
      async () => {
        state.reads += 1
        if (state.fails) throw new Error('away')
        return {} as Figures
      },
      () => state.head,
      () => instant(NOW + state.seconds * SECOND),
    )
    const askedAt = async (seconds: number, head: number) => {
      Object.assign(state, { seconds, head })
      await kept.of(DAY)
      return state.reads
    }
    return { state, kept, askedAt }
  }

  it.each([
    ['the log stands still', 59, 1, 1],
    ['a minute has passed', 60, 1, 2],
    ['the log goes on, a moment later', 4, 9, 1],
    ['the log goes on', 5, 9, 2],
  ])('where %s (%i s, head at %i), were read %i times', async (_what, seconds, head, reads) => {
    const { askedAt } = set()
    await askedAt(0, 1)
    expect(await askedAt(seconds, head)).toBe(reads)
  })

  it('are one reckoning for all who ask at once, and one for each span', async () => {
    const { state, kept } = set()
    await Promise.all([kept.of(DAY), kept.of(DAY), kept.of({ ...DAY, from: '2026-11-26' })])
    expect(state.reads).toBe(2)
  })

  it('are read anew after a failure, and do not pile up', async () => {
    const { state, kept } = set()
    state.fails = true
    await expect(kept.of(DAY)).rejects.toThrow('away')
    state.fails = false
    await kept.of(DAY)
    expect(state.reads).toBe(2)
    for (let day = 1; day <= 60; day++) await kept.of({ from: `${day}`, to: `${day}` })
    await kept.of(DAY)
    expect(state.reads).toBe(63)
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NOISE } from '../../shared/test-board.ts'
import { changed, historyOf, redone, undone } from './draft-history.ts'

const catalogue = (code: string) => ({ families: [], agencies: [], services: [{ ...NOISE, code }] })

describe('what is done to a draft', () => {
  it('[CE-3] is taken back step by step to the start, and done again to the end', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1, maxLength: 30 }), (codes) => {
        const start = historyOf(catalogue('START'))
        const end = codes.reduce((history, code) => changed(history, catalogue(code), null, 0), start)
        const back = codes.reduce(undone, end)
        expect(back.present).toBe(start.present)
        expect(undone(back).present).toBe(start.present)
        const again = codes.reduce(redone, back)
        expect(again.present).toBe(end.present)
        expect(redone(again).present).toBe(end.present)
      }),
    )
  })

  it('[CE-3] in one field without a pause is one step; elsewhere, or later, another', () => {
    const written = (['a', 'ab', 'abc'] as const).reduce(
      (history, code, index) => changed(history, catalogue(code), 'services.A.name.fr', index * 400),
      historyOf(catalogue('')),
    )
    expect(undone(written).present).toEqual(catalogue(''))
    const elsewhere = changed(written, catalogue('d'), 'services.A.name.en', 900)
    expect(undone(elsewhere).present).toEqual(catalogue('abc'))
    const later = changed(written, catalogue('d'), 'services.A.name.fr', 9_000)
    expect(undone(later).present).toEqual(catalogue('abc'))
    const after = changed(undone(later), catalogue('e'), 'services.A.name.fr', 9_001)
    expect([after.future, undone(after).present]).toEqual([[], catalogue('abc')])
  })

  it('[CE-3] keeps the last two hundred steps', () => {
    let history = historyOf(catalogue('0'))
    for (let step = 1; step <= 300; step++) history = changed(history, catalogue(String(step)), null, step)
    for (let step = 0; step < 300; step++) history = undone(history)
    expect(history.present).toEqual(catalogue('100'))
  })
})

import { describe, expect, it } from 'vitest'
import { HOLE, NOISE } from '../test-board.ts'
import { differenceOf, isSame } from './difference.ts'
import { aCatalogue, list } from './test-catalogue.ts'

const before = aCatalogue(NOISE, HOLE)
const words = { fr: 'Nuit', en: 'Night' }

describe('what changes from one catalogue to the next', () => {
  it('[CE-4] is nothing where nothing but the order of the fields does, or what is left out', () => {
    const { code, ...others } = NOISE
    const nothing = { services: [], families: [], agencies: [], order: false }
    expect(differenceOf(before, aCatalogue({ ...others, outcomes: undefined, code }, HOLE))).toEqual(nothing)
    expect(isSame([], {})).toBe(false)
    expect(isSame({ a: [1, { b: null }] }, { a: [1, { b: null }] })).toBe(true)
  })

  it('[CE-4] is told by type: gone, changed in which of its parts, new', () => {
    const after = aCatalogue({ ...HOLE, questions: [list('Q')], priority: 1 }, { ...NOISE, code: 'BANG' })
    expect(differenceOf(before, after)).toMatchObject({
      services: [
        { code: 'NOISE', what: 'removed', parts: [] },
        { code: 'HOLE', what: 'changed', parts: ['priority', 'questions'] },
        { code: 'BANG', what: 'added', parts: [] },
      ],
      families: [],
      agencies: [],
      order: false,
    })
  })

  it('[CE-4] is told of families, of agencies, and of the order', () => {
    const [family] = before.families
    const after = {
      ...before,
      families: [{ code: family?.code ?? '', name: words }],
      agencies: before.agencies.slice(1),
    }
    expect(differenceOf(before, after)).toMatchObject({
      services: [],
      families: [{ what: 'changed', name: words, parts: ['name'] }],
      agencies: [{ code: 'municipal_police', what: 'removed' }],
      order: false,
    })
    expect(differenceOf(before, aCatalogue(HOLE, NOISE))).toMatchObject({ services: [], order: true })
  })
})

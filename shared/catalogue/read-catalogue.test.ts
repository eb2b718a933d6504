import { describe, expect, it } from 'vitest'
import { HOLE, NOISE } from '../test-board.ts'
import { CatalogueFileError, readCatalogue } from './read-catalogue.ts'

const words = { fr: 'Mots', en: 'Words' }
const question = { code: 'ARME', datatype: 'string', label: words, say: words, required: false }
const file = (service: object, more: object = {}) =>
  JSON.stringify({ families: [], agencies: [], services: [HOLE, { ...NOISE, ...service }], ...more })

function told(text: string): string {
  try {
    readCatalogue(text)
    return ''
  } catch (error) {
    expect(error).toBeInstanceOf(CatalogueFileError)
    return (error as Error).message
  }
}

describe('a catalogue read from a file', () => {
  it('[CT-14] is what was written, questions and rules left out being none', () => {
    const { questions: _questions, rules: _rules, ...plain } = NOISE
    const text = JSON.stringify({ families: [], agencies: [], services: [plain] })
    expect(readCatalogue(text).services).toEqual([NOISE])
  })

  it.each([
    ['no JSON', '{"families": [', /^the whole: It is not JSON: /],
    ['a missing part', JSON.stringify({ families: [], agencies: [] }), /^services: /],
    [
      'a missing language',
      file({ questions: [{ ...question, say: { fr: 'Mots' } }] }),
      /^services\.NOISE\.questions\.ARME\.say\.en: /,
    ],
    [
      'an unknown datatype',
      file({ questions: [{ ...question, datatype: 'boolean' }] }),
      /^services\.NOISE\.questions\.ARME\.datatype: /,
    ],
    [
      'a misspelt name',
      file({ questions: [{ ...question, requird: true }] }),
      /^services\.NOISE\.questions\.ARME\.requird: There is no field “requird”\.$/,
    ],
    ['a name at the top', file({}, { version: 3 }), /^version: There is no field “version”\.$/],
    ['a rule of its own', file({ rules: [{ priority: 5 }] }), /^services\.NOISE\.rules\.1\.priority: /],
    ['nothing at all', 'null', /^the whole: /],
  ])('[CT-14] tells %s by its place', (_what, text, expected) => {
    expect(told(text)).toMatch(expected)
  })
})

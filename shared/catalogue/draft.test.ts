import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { HOLE, NOISE } from '../test-board.ts'
import { type Catalogue, catalogueSchema } from './catalogue.ts'
import { draftSchema } from './draft.ts'
import { flawsOf } from './form.ts'
import { CatalogueFileError, catalogueText, readCatalogue } from './read-catalogue.ts'
import { aCatalogue, aService, list, services } from './test-catalogue.ts'

const fixture = new URL('../../fixtures/toulouse/catalogue.json', import.meta.url)
const toulouse = readCatalogue(readFileSync(fixture, 'utf8'))

const BLANK = { fr: '', en: '' }
/** A type of request of which nothing is filled in well. */
const RAW = aService({
  code: 'pas un code',
  name: BLANK,
  questions: [
    list('Q', { choices: [{ key: '', name: BLANK }] }),
    list('R', { when: { any: [{ question: 'Q', is: [] }] } }),
  ],
  rules: [{ skills: [], advice: BLANK }],
  deadlines: { acknowledged: 0, onScene: 20 },
  duplicates: { metres: 9_999, minutes: 60 },
  usualMinutesOnScene: 0,
})

describe('a draft of a catalogue', () => {
  it('[CE-1] is kept as it is, however little of it is filled in', () => {
    const draft = aCatalogue(RAW)
    expect(draftSchema.parse(draft)).toEqual(draft)
    expect(catalogueSchema.safeParse(draft).success).toBe(false)
    expect(readCatalogue(catalogueText(draft))).toEqual(draft)
  })

  it('[CE-1] tells what is not filled in by its place, and what does not hold together beside it', () => {
    expect(flawsOf(toulouse)).toEqual([])
    const told = flawsOf(aCatalogue(RAW)).map(({ code, place, about }) => [code, place, about].join(' '))
    expect(told).toEqual(
      expect.arrayContaining([
        'no_code services.pas un code.code ',
        'empty services.pas un code.name.fr ',
        'too_few services.pas un code.questions.Q.choices 2',
        'no_code services.pas un code.questions.Q.choices.1.key ',
        'too_few services.pas un code.rules.1.skills 1',
        'empty services.pas un code.rules.1.advice.en ',
        'not_above services.pas un code.deadlines.acknowledged 0',
        'too_large services.pas un code.duplicates.metres 5000',
      ]),
    )
    expect(new Set(told).size).toBe(told.length)
    const condition = flawsOf(
      aCatalogue(aService({ questions: [list('Q'), list('R', { when: { question: 'Q', is: [] } })] })),
    )
    expect(condition).toMatchObject([{ code: 'too_few', place: 'services.NOISE.questions.R.when.is' }])
  })

  it('[CE-1] has the fields of a catalogue, each of them, and no other', () => {
    const whole = { ...toulouse, services: toulouse.services.map((one) => ({ ...one, more: 1 })) }
    expect(draftSchema.safeParse(whole).success).toBe(false)
    for (const raw of [null, [], { ...toulouse, services: 'x' }, { ...toulouse, agencies: [{ code: 1 }] }])
      expect(draftSchema.safeParse(raw).success).toBe(false)
    const long = { ...NOISE, name: { fr: 'x'.repeat(4_001), en: 'x' } }
    expect(draftSchema.safeParse(aCatalogue(long)).success).toBe(false)
    expect(draftSchema.safeParse({ ...toulouse, services: Array(501).fill(HOLE) }).success).toBe(false)
  })

  it('[CE-5] taken out as a file and in again is the same', () => {
    const same = (catalogue: Catalogue) => {
      expect(readCatalogue(catalogueText(catalogue))).toEqual(catalogue)
    }
    same(toulouse)
    fc.assert(
      fc.property(fc.array(services, { minLength: 1, maxLength: 4 }), (made) => same(aCatalogue(...made))),
    )
  })

  it('[CE-5] that cannot be read says where, each fault of it', () => {
    const raw = catalogueText(toulouse).replaceAll('"say"', '"sya"')
    try {
      readCatalogue(raw)
      expect.unreachable()
    } catch (error) {
      if (!(error instanceof CatalogueFileError)) throw error
      expect(error.problems.length).toBeGreaterThan(60)
      expect(error.problems[0]).toMatchObject({ code: 'missing', place: expect.stringMatching(/\.say$/) })
      expect(error.message.split('\n')).toHaveLength(31)
    }
  })
})

import { describe, expect, it } from 'vitest'
import { assess } from '../../shared/catalogue/assess.ts'
import { DAY, instant } from '../../shared/instant.ts'
import { type AskedType, askedTypeSchema } from '../../shared/open311/extension.ts'
import { PLAIN_TOWN } from '../../shared/town.ts'
import {
  fieldsOf,
  keptDraft,
  maySendUnanswered,
  newDraft,
  problemsOf,
  type ReportDraft,
  type ReportPlace,
  standingOf,
} from './report-draft.ts'

const text = (fr: string) => ({ fr, en: fr })
const yesNo = [
  { key: 'OUI', name: text('oui') },
  { key: 'NON', name: text('non') },
]
const asked = { label: text('?'), say: text('?') }

function typeOf(priority: number): AskedType {
  return askedTypeSchema.parse({
    service_code: 'TROU',
    extended_attributes: {
      questions: [
        { code: 'CHUTE', datatype: 'singlevaluelist', required: true, choices: yesNo, ...asked },
        { code: 'QUI', datatype: 'text', required: true, when: { question: 'CHUTE', is: ['OUI'] }, ...asked },
        { code: 'DEPUIS', datatype: 'datetime', required: false, ...asked },
        { code: 'VOIT', datatype: 'multivaluelist', required: false, choices: yesNo, ...asked },
      ],
      rules: [{ when: { question: 'CHUTE', is: ['OUI'] }, advice: text('Appelez le 15.') }],
      priority,
      agency: 'roads',
      agencies: [{ code: 'roads', name: text('Voirie'), kind: 'city_service' }],
      deadlines: { acknowledged: 5, onScene: 30 },
      usualMinutesOnScene: 15,
    },
  })
}

const point: ReportPlace = {
  kind: 'point',
  at: { lon: 1.4442, lat: 43.6045 },
  label: '12 Rue des Lois',
  district: '1.1',
  metres: null,
  confirmed: true,
}
const draft = (part: Partial<ReportDraft> = {}): ReportDraft => ({
  ...newDraft('an id', 1_000),
  serviceCode: 'TROU',
  place: point,
  ...part,
})
const standing = (one: ReportDraft, type = typeOf(3)) => standingOf(type, one, PLAIN_TOWN, instant(1_000))
const problems = (one: ReportDraft, type = typeOf(3)) => problemsOf(one, standing(one, type))

describe('a report that is being written', () => {
  it('[SG-8] sends the answers to what is asked, as Open311 names them, and no others', () => {
    const type = typeOf(3)
    const answers = { CHUTE: 'NON', QUI: 'plus demandé', DEPUIS: 1_764_000_000_000, VOIT: ['OUI', 'NON'] }
    const one = draft({ answers, description: ' <b>Trou</b> ' })
    expect(fieldsOf(one, assess(type, answers).asked)).toEqual([
      ['service_code', 'TROU'],
      ['lat', '43.604500'],
      ['long', '1.444200'],
      ['address_string', '12 Rue des Lois'],
      ['description', ' <b>Trou</b> '],
      ['attribute[CHUTE]', 'NON'],
      ['attribute[DEPUIS]', '2025-11-24T16:00:00.000Z'],
      ['attribute[VOIT][]', 'OUI'],
      ['attribute[VOIT][]', 'NON'],
    ])
  })

  it('[SG-14] may have an address alone, which a person will place', () => {
    const one = draft({ place: { kind: 'words', text: 'derrière la gare' }, answers: { CHUTE: 'NON' } })
    expect(problems(one)).toEqual([])
    expect(fieldsOf(one, [])).toEqual([
      ['service_code', 'TROU'],
      ['address_string', 'derrière la gare'],
    ])
  })

  it.each<[string, Partial<ReportDraft>, unknown[]]>([
    ['all there', { answers: { CHUTE: 'NON' } }, []],
    ['no answer', {}, [{ part: 'answer', code: 'CHUTE' }]],
    ['an answer that asks for another', { answers: { CHUTE: 'OUI' } }, [{ part: 'answer', code: 'QUI' }]],
    ['no place', { answers: { CHUTE: 'NON' }, place: null }, [{ part: 'place' }]],
    [
      'a place that nobody confirmed',
      { answers: { CHUTE: 'NON' }, place: { ...point, metres: 120, confirmed: false } },
      [{ part: 'confirm' }],
    ],
    ['nothing', { place: null }, [{ part: 'answer', code: 'CHUTE' }, { part: 'place' }]],
  ])('[SG-9] with %s it says what is missing, in the order of the page', (_what, part, expected) => {
    expect(problems(draft(part))).toEqual(expected)
  })

  it('[SG-9] is not sent before its questions are there', () => {
    expect(problemsOf(draft(), undefined)).toEqual([{ part: 'type' }])
  })

  it.each([
    [1, {}, true],
    [2, {}, true],
    [3, {}, false],
    [2, { place: null }, false],
    [2, { answers: { CHUTE: 'NON' } }, false],
  ])('[SG-9] of priority %i with %j it may be sent without its answers: %s', (priority, part, may) => {
    const one = draft(part)
    const stands = standing(one, typeOf(priority))
    expect(maySendUnanswered(problemsOf(one, stands), stands)).toBe(may)
  })

  it('[SG-9] of a type that is not taken there says so beforehand, and is not sent', () => {
    const elsewhere = { districts: ['2.1'], jurisdictions: [], elsewhere: text('Voyez le voisin.') }
    const type = { ...typeOf(3), territory: elsewhere }
    const one = draft({ answers: { CHUTE: 'NON' } })
    expect(problems(one, type)).toEqual([{ part: 'untaken' }])
    expect(standing(one, type).untaken).toEqual({ why: 'elsewhere', turnTo: elsewhere.elsewhere })
    expect(problems({ ...one, place: { ...point, district: '2.1' } }, type)).toEqual([])
    expect(problems(one, { ...type, priority: 2 })).toEqual([])
  })

  it('[SG-10] is read again as it was for a day, and then no more', () => {
    const kept = structuredClone(draft({ answers: { CHUTE: 'NON' }, unanswered: true }))
    expect(keptDraft(kept, 1_000 + DAY - 1)).toEqual(kept)
    for (const now of [1_000 + DAY, 999]) expect(keptDraft(kept, now)).toBeUndefined()
    for (const raw of [undefined, null, 'draft', {}, { ...kept, answers: { chute: 1 } }])
      expect(keptDraft(raw, 1_001)).toBeUndefined()
  })
})

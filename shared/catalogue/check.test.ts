import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { assess } from './assess.ts'
import { type Catalogue, catalogueSchema } from './catalogue.ts'
import { checkCatalogue, formCodes, type Problem, type ProblemCode, problemCodes } from './check.ts'
import { explainProblem } from './explain-problem.ts'
import { Reach } from './reach.ts'
import type { Rule, Service } from './service.ts'
import { aCatalogue, answersTo, aService, free, list, services, several } from './test-catalogue.ts'

const of = (given: Partial<Service>) => aCatalogue(aService(given))
const asking = (...questions: Service['questions']) => of({ questions })
const ruled = (rule: Rule) => of({ questions: [list('Q'), free('COUNT', 'number')], rules: [rule] })
const words = { fr: 'Mots', en: 'Words' }
const NOWHERE = { districts: [], jurisdictions: [] }
const choice = { kind: 'choice', code: 'put', label: words, required: true, choices: [] } as const

const FLAWS: [ProblemCode, string, Catalogue][] = [
  [
    'no_list_of_its_own',
    'agencies.municipal_police.workList',
    { ...of({}), agencies: of({}).agencies.map((agency) => ({ ...agency, workList: true })) },
  ],
  ['code_twice', 'services: NOISE', aCatalogue(aService(), aService())],
  [
    'code_twice',
    'agencies: roads',
    { ...of({}), agencies: [...of({}).agencies, ...of({}).agencies.slice(1)] },
  ],
  ['code_twice', 'services.NOISE.questions: Q', asking(list('Q'), several('Q'))],
  [
    'code_twice',
    'services.NOISE.details: put',
    of({
      details: [
        { ...choice, choices: [] },
        { ...choice, choices: [] },
      ],
    }),
  ],
  [
    'code_twice',
    'services.NOISE.questions.Q.choices: A',
    asking(
      list('Q', {
        choices: [
          { key: 'A', name: words },
          { key: 'A', name: words },
        ],
      }),
    ),
  ],
  ['reserved_code', 'services.CREW_DISTRESS', of({ code: 'CREW_DISTRESS' })],
  ['unknown_family', 'services.NOISE.family: trees', { ...of({ family: 'trees' }), families: [] }],
  ['empty_family', 'families.noise', { ...of({}), services: [] }],
  ['unknown_agency', 'services.NOISE.agency: nobody', of({ agency: 'nobody' })],
  ['unknown_agency', 'services.NOISE.rules.1.agency: nobody', ruled({ agency: 'nobody' })],
  [
    'deadlines_out_of_order',
    'services.NOISE.deadlines',
    of({ deadlines: { acknowledged: 30, onScene: 20 } }),
  ],
  [
    'deadlines_out_of_order',
    'services.NOISE.deadlines',
    of({ deadlines: { acknowledged: 5, onScene: 20, secured: 10 } }),
  ],
  ['never_settled', 'services.NOISE.outcomes', of({ outcomes: ['not_done', 'radio_available'] })],
  ['outcome_twice', 'services.NOISE.outcomes: done', of({ outcomes: ['done', 'done'] })],
  [
    'details_never_told',
    'services.NOISE.details',
    of({ outcomes: ['nothing_found'], details: [choice as never] }),
  ],
  [
    'unknown_question',
    'services.NOISE.questions.R.when: Q',
    asking(list('R', { when: { question: 'Q', answered: true } })),
  ],
  [
    'not_earlier',
    'services.NOISE.questions.R.when: Q',
    asking(list('R', { when: { question: 'Q', answered: true } }), list('Q')),
  ],
  [
    'not_earlier',
    'services.NOISE.questions.R.when: R',
    asking(list('R', { when: { question: 'R', answered: true } })),
  ],
  [
    'unknown_choice',
    'services.NOISE.questions.R.when: Q = Z',
    asking(list('Q'), list('R', { when: { question: 'Q', is: ['Z'] } })),
  ],
  [
    'unknown_choice',
    'services.NOISE.rules.1.when: Q = Z',
    ruled({ when: { question: 'Q', is: ['Z'] }, skills: ['dog'] }),
  ],
  [
    'not_a_list',
    'services.NOISE.rules.1.when: COUNT',
    ruled({ when: { question: 'COUNT', is: ['A'] }, skills: ['dog'] }),
  ],
  [
    'not_a_number',
    'services.NOISE.rules.1.when: Q',
    ruled({ when: { question: 'Q', atLeast: 1 }, skills: ['dog'] }),
  ],
  [
    'never_asked',
    'services.NOISE.questions.R',
    asking(
      list('Q'),
      list('R', {
        when: {
          all: [
            { question: 'Q', is: ['A'] },
            { question: 'Q', is: ['B'] },
          ],
        },
      }),
    ),
  ],
  [
    'never_holds',
    'services.NOISE.rules.1',
    ruled({
      when: {
        all: [
          { question: 'Q', is: ['A'] },
          { question: 'Q', is: ['B'] },
        ],
      },
      skills: ['dog'],
    }),
  ],
  ['changes_nothing', 'services.NOISE.rules.1', ruled({ when: { question: 'Q', answered: true } })],
  ['raises_nothing', 'services.NOISE.rules.1.priority', ruled({ priority: 4 })],
  ['taken_nowhere', 'services.NOISE.territory', of({ territory: { ...NOWHERE, elsewhere: words } })],
  ['taken_nowhere', 'services.NOISE.rules.1.where', ruled({ where: NOWHERE, agency: 'roads' })],
  [
    'unknown_district',
    'services.NOISE.territory.districts: 9.9',
    of({ territory: { ...NOWHERE, districts: ['1.1', '9.9'], elsewhere: words } }),
  ],
  [
    'unknown_jurisdiction',
    'services.NOISE.rules.1.where.jurisdictions: balma',
    ruled({ where: { ...NOWHERE, jurisdictions: ['toulouse', 'balma'] }, agency: 'roads' }),
  ],
  ['unknown_agency', 'services.NOISE.openingHours: nobody', of({ openingHours: 'nobody' })],
  [
    'unknown_hours',
    'services.NOISE.openingHours: municipal_police',
    of({ openingHours: 'municipal_police' }),
  ],
  [
    'unknown_hours',
    'services.NOISE.rules.1.hours: municipal_police',
    ruled({ hours: { of: 'municipal_police', are: 'closed' }, agency: 'roads' }),
  ],
  [
    'place_or_hour_raises',
    'services.NOISE.rules.1',
    ruled({ hours: { of: 'roads', are: 'closed' }, priority: 1 }),
  ],
]
/** What of the town the check is given. */
const TOWN = { districts: ['1.1'], jurisdictions: ['toulouse'], agencies: ['roads'] }

const told = ({ place, about }: Problem) => (about === null ? place : `${place}: ${about}`)

describe('the check of a catalogue', () => {
  it.each(FLAWS)('[CT-4] tells of %s at %s', (code, place, catalogue) => {
    expect(
      checkCatalogue(catalogue, TOWN)
        .filter((one) => one.code === code)
        .map(told),
    ).toContain(place)
  })

  it('[CT-4] has a case for every problem, and none with a sound catalogue', () => {
    expect(new Set(FLAWS.map(([code]) => code))).toEqual(new Set(problemCodes))
    const sound = asking(list('Q'), list('R', { when: { question: 'Q', is: ['A'] }, required: true }))
    expect(catalogueSchema.parse(sound)).toEqual(sound)
    expect(checkCatalogue(sound)).toEqual([])
  })

  it('[RO-6] looks at districts, towns and hours only where it is told which there are', () => {
    const gone = of({
      territory: { districts: ['9.9'], jurisdictions: ['balma'], elsewhere: words },
      openingHours: 'municipal_police',
    })
    expect(checkCatalogue(gone)).toEqual([])
    expect(checkCatalogue(gone, TOWN).map(({ code }) => code)).toEqual([
      'unknown_district',
      'unknown_jurisdiction',
      'unknown_hours',
    ])
  })

  it('[CT-5] finds what no answers lead to, through the conditions of other questions too', () => {
    const questions = [
      list('Q'),
      list('R', { when: { question: 'Q', is: ['A'] } }),
      list('S', { when: { question: 'Q', is: ['B', 'C'] } }),
      list('T', {
        when: {
          all: [
            { question: 'R', answered: true },
            { question: 'S', answered: true },
          ],
        },
      }),
      list('U', {
        when: {
          any: [
            { question: 'T', answered: true },
            { question: 'S', is: ['A'] },
          ],
        },
      }),
    ]
    expect(checkCatalogue(asking(...questions)).map(told)).toEqual(['services.NOISE.questions.T'])
  })

  it('[CT-5] says of a question that it can be asked just where some answers have it asked', () => {
    fc.assert(
      fc.property(services, (service) => {
        const reach = new Reach(service.questions)
        const all = fc.sample(answersTo(service), { numRuns: 400, seed: 1 })
        const asked = new Set(all.flatMap((answers) => assess(service, answers).asked))
        for (const question of service.questions) {
          // What some answers lead to is never called out of reach.
          if (asked.has(question)) expect(reach.canHold(question.when)).toBe(true)
        }
      }),
      { numRuns: 60 },
    )
  })

  it('[CT-6] has a sentence for every problem in both languages, the fact first', () => {
    for (const code of [...problemCodes, ...formCodes]) {
      for (const locale of ['fr', 'en'] as const) {
        const sentence = explainProblem({ code, place: 'services.NOISE', about: 'MARK' }, locale)
        expect(sentence).toMatch(/^[A-ZÀ-Ý].*\.$/)
        expect(sentence).not.toMatch(/!|veuillez|undefined/i)
        if (locale === 'fr') expect(sentence).not.toMatch(/ [:;?!»]|« /)
      }
    }
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NOISE } from '../test-board.ts'
import { waysOf } from './condition.ts'
import {
  choiceNamed,
  codeFollowing,
  codeNamed,
  conditionOf,
  copyOf,
  freeCode,
  moved,
  namesAgency,
  newQuestion,
  newService,
  questionNamed,
  renamedAgency,
  renamedChoice,
  renamedQuestion,
  withDatatype,
  without,
} from './edit.ts'
import { flawsOf } from './form.ts'
import { choicesOf, type Question } from './question.ts'
import { type Service, serviceCodeSchema } from './service.ts'
import { aCatalogue, aService, list, services } from './test-catalogue.ts'

const flaws = (service: Service) => flawsOf(aCatalogue(service)).map(({ code }) => code)

describe('what is done to a catalogue', () => {
  it.each([
    ['Trou dans la chaussée', 'TROU_DANS_LA_CHAUSSEE'],
    ['2 œufs, « cassés »', 'OEUFS_CASSES'],
    ['x'.repeat(50), 'X'.repeat(32)],
    ['…', ''],
  ])('[CE-2] a name makes a code: %s', (name, code) => {
    expect(codeNamed(name, 'capitals')).toBe(code)
    expect(codeNamed(name, 'small')).toBe(code.toLowerCase())
  })

  it('[CE-2] a code is never given twice, nor grows too long', () => {
    const taken = ['A', 'A_2', 'B'.repeat(32)].map((code) => ({ code }))
    expect([freeCode('C', taken), freeCode('A', taken)]).toEqual(['C', 'A_3'])
    const long = freeCode('B'.repeat(32), taken)
    expect(long).toBe(`${'B'.repeat(30)}_2`)
    expect(serviceCodeSchema.parse(long)).toBe(long)
  })

  it('[CE-2] things move one step, and stay at the end of their list', () => {
    expect(moved(['a', 'b', 'c'], 0, 1)).toEqual(['b', 'a', 'c'])
    expect(moved(['a', 'b', 'c'], 2, -1)).toEqual(['a', 'c', 'b'])
    expect([moved(['a', 'b'], 1, 1), moved(['a', 'b'], 0, -1)]).toEqual([
      ['a', 'b'],
      ['a', 'b'],
    ])
    expect(without(['a', 'b'], 0)).toEqual(['b'])
  })

  it('[CE-2] a code follows the name that it was made of, and no longer one that somebody chose', () => {
    const follow = (code: string, before: string, after: string) =>
      codeFollowing({ code, before, after }, [{ code: 'TROU' }], 'capitals')
    expect(follow('NOUVEAU_TYPE', '', 'Tag')).toBe('TAG')
    expect(follow('TAG', 'Tag', 'Tag raciste')).toBe('TAG_RACISTE')
    expect(follow('TAG_2', 'Tag', 'Trou')).toBe('TROU_2')
    expect(follow('TAG', 'Tag', '…')).toBe('TAG')
    expect(follow('CHOISI', 'Tag', 'Trou')).toBe('CHOISI')
  })

  it('[CE-2] things move past those that are alike, where only these are shown together', () => {
    const alike = (one: string, other: string) => one[0] === other[0]
    expect(moved(['a1', 'b1', 'a2', 'b2'], 0, 1, alike)).toEqual(['a2', 'b1', 'a1', 'b2'])
    expect(moved(['a1', 'b1'], 1, -1, alike)).toEqual(['a1', 'b1'])
  })

  it('[CE-2] a copy has a code of its own, and is as sound as what it was made of', () => {
    fc.assert(
      fc.property(services, (service) => {
        const copy = copyOf(service, [service])
        expect(copy.code).not.toBe(service.code)
        const together = flawsOf(aCatalogue(service, copy))
        expect(together.length).toBe(2 * flawsOf(aCatalogue(service)).length)
      }),
    )
  })

  it('[CE-2] a question or a choice under another code is so in every condition', () => {
    fc.assert(
      fc.property(services, fc.nat(4), (service, index) => {
        const before = flaws(service)
        const question = service.questions[index]
        if (question === undefined) return
        const renamed = renamedQuestion(service, index, 'ANOTHER')
        expect(JSON.stringify(renamed)).not.toContain(`"${question.code}"`)
        expect(flaws(renamed)).toEqual(before)
        if (choicesOf(question).length === 0) return
        const other = renamedChoice(service, { question: index, choice: 1 }, 'OTHER')
        expect(flaws(other)).toEqual(before)
        expect(renamedChoice(other, { question: index, choice: 1 }, 'B')).toEqual(service)
      }),
    )
  })

  it('[CE-2] a question or a choice that is called otherwise keeps the code that is published, and no other', () => {
    const choices = ['Canif', 'Barre'].map((fr) => ({ key: codeNamed(fr, 'capitals'), name: { fr, en: fr } }))
    const published = aService({ questions: [{ ...list('ARME'), choices } as Question] })
    const [question] = published.questions
    const named = { fr: 'Couteau', en: 'Knife' }
    const at = { question: 0, choice: 0 }
    const keysOf = ({ questions: [one] }: Service) => (one ? choicesOf(one).map(({ key }) => key) : [])
    expect(keysOf(choiceNamed(published, at, named, question))).toEqual(keysOf(published))
    expect(keysOf(choiceNamed(published, at, named, undefined))[0]).toBe('COUTEAU')
    expect(questionNamed(published, 0, named, question).questions[0]).toMatchObject({
      code: 'ARME',
      label: named,
    })
    const untitled = aService({ questions: [{ ...list('QUESTION'), label: { fr: '', en: '' } }] })
    expect(questionNamed(untitled, 0, named, undefined).questions[0]?.code).toBe('COUTEAU')
    expect(questionNamed(untitled, 0, named, untitled.questions[0]).questions[0]?.code).toBe('QUESTION')
  })

  it('[CE-2] what a change breaks is told', () => {
    const service = aService({ questions: [list('Q'), list('R', { when: { question: 'Q', is: ['A'] } })] })
    expect(flaws(service)).toEqual([])
    expect(flaws({ ...service, questions: moved(service.questions, 0, 1) })).toEqual(['not_earlier'])
    expect(flaws({ ...service, questions: without(service.questions, 0) })).toEqual(['unknown_question'])
    const free = service.questions.map((one) => withDatatype(one, 'text'))
    expect(flaws({ ...service, questions: free })).toEqual(['not_a_list'])
  })

  it('[CE-2] what is new asks for what it lacks, and for nothing else', () => {
    const catalogue = aCatalogue(NOISE)
    const service = newService(catalogue, 'noise')
    expect(flawsOf({ ...catalogue, services: [NOISE, service] }).map(({ place }) => place)).toEqual([
      'services.NOUVEAU_TYPE.name.fr',
      'services.NOUVEAU_TYPE.name.en',
      'services.NOUVEAU_TYPE.description.fr',
      'services.NOUVEAU_TYPE.description.en',
    ])
    expect(service.agency).toBe(NOISE.agency)
    const question = newQuestion([])
    expect(choicesOf(withDatatype(question, 'multivaluelist'))).toHaveLength(2)
    const chosen = withDatatype(list('Q', { hint: { fr: 'a', en: 'b' } }), 'multivaluelist')
    expect(chosen).toEqual({ ...list('Q', { hint: { fr: 'a', en: 'b' } }), datatype: 'multivaluelist' })
  })

  it('[CE-2] a condition is the lists of clauses that it was made of', () => {
    fc.assert(
      fc.property(services, ({ questions }) => {
        for (const { when } of questions)
          if (when !== undefined) expect(conditionOf(waysOf(when))).toEqual(when)
      }),
    )
    expect(conditionOf([])).toBeUndefined()
    expect(conditionOf([[], [{ question: 'Q', answered: true }]])).toEqual({ question: 'Q', answered: true })
  })
})

describe('an agency under another code', () => {
  const hours = (of: string) => ({ of, are: 'closed' as const })
  const service = (code: string): Service =>
    aService({
      agency: code,
      openingHours: code,
      rules: [
        { agency: code },
        { hours: hours(code), priority: 1 },
        { hours: hours('other'), agency: 'other' },
      ],
    })

  it('[CE-15] is followed by whatever names it: who deals with a type, by rule too, and in whose hours', () => {
    expect(renamedAgency(service('roads'), 'roads', 'streets')).toEqual(service('streets'))
    const untouched = aService({ agency: 'other' })
    expect(renamedAgency(untouched, 'roads', 'streets')).toBe(untouched)
    expect(untouched.openingHours).toBeUndefined()
  })

  it.each([
    ['who deals with it', { agency: 'roads' }],
    ['in whose hours it is taken', { openingHours: 'roads' }],
    ['who deals with it by a rule', { rules: [{ agency: 'roads' }] }],
    ['in whose hours a rule holds', { rules: [{ hours: hours('roads'), priority: 1 as const }] }],
  ])('[CE-15] is named by a type as %s', (_how, more) => {
    expect(namesAgency(aService({ agency: 'other', ...more }), 'roads')).toBe(true)
    expect(namesAgency(aService({ agency: 'other' }), 'roads')).toBe(false)
  })
})

import { describe, expect, it } from 'vitest'
import type { Service } from '../../../shared/catalogue/service.ts'
import { NOISE } from '../../../shared/test-board.ts'
import { parseAttributes } from './parse-attributes.ts'

const words = { fr: 'Quoi ?', en: 'What?' }
const choices = ['A', 'B'].map((key) => ({ key, name: words }))
const asked = { label: words, say: words, required: false }
const service: Service = {
  ...NOISE,
  priority: 4,
  questions: [
    { ...asked, code: 'LINE', datatype: 'string' },
    { ...asked, code: 'TEXT', datatype: 'text' },
    { ...asked, code: 'COUNT', datatype: 'number' },
    { ...asked, code: 'SINCE', datatype: 'datetime' },
    { ...asked, code: 'ONE', datatype: 'singlevaluelist', choices, required: true },
    { ...asked, code: 'SOME', datatype: 'multivaluelist', choices },
    { ...asked, code: 'MORE', datatype: 'string', required: true, when: { question: 'ONE', is: ['B'] } },
  ],
  rules: [{ when: { question: 'COUNT', atLeast: 10 }, priority: 2 }],
}
const parse = (given: Record<string, string | string[]>, of = service) =>
  parseAttributes(new Map(Object.entries(given)), of)

describe('the attributes of a request', () => {
  it('[CT-19] are read in the datatypes of their questions', () => {
    const form = {
      service_code: 'NOISE',
      'attribute[LINE]': ' AA-123-BB ',
      'attribute[TEXT]': 'un\r\ndeux',
      'attribute[COUNT]': '2,5',
      'attribute[SINCE]': '2026-11-24T22:05:00+01:00',
      'attribute[ONE]': 'A',
      'attribute[SOME][]': ['A', 'B'],
    }
    expect(parse(form)).toEqual({
      answers: {
        LINE: 'AA-123-BB',
        TEXT: 'un\ndeux',
        COUNT: 2.5,
        SINCE: Date.parse('2026-11-24T21:05:00Z'),
        ONE: 'A',
        SOME: ['A', 'B'],
      },
      problems: [],
      urgent: false,
    })
    expect(parse({ 'attribute[ONE]': 'A', 'attribute[SOME]': 'B', 'attribute[LINE]': ' ' })).toMatchObject({
      answers: { ONE: 'A', SOME: ['B'] },
      problems: [],
    })
  })

  it.each<[string, Record<string, string | string[]>, RegExp]>([
    ['of an unknown code', { 'attribute[GONE]': '1' }, /^attribute\[GONE\] is no attribute of NOISE/],
    ['of a code that is none', { 'attribute[__proto__]': '1' }, /^attribute\[__proto__\] is no attribute/],
    ['given twice', { 'attribute[LINE]': ['a', 'b'] }, /^attribute\[LINE\] must be one line/],
    ['too long', { 'attribute[LINE]': 'a'.repeat(201) }, /^attribute\[LINE\] must be one line of 200/],
    ['much too long', { 'attribute[TEXT]': 'a'.repeat(2001) }, /^attribute\[TEXT\] must be one text of 2000/],
    ['no number', { 'attribute[COUNT]': '1e3' }, /^attribute\[COUNT\] must be one number, 0 to 999999/],
    ['no date', { 'attribute[SINCE]': 'hier' }, /^attribute\[SINCE\] must be one date/],
    ['no day of any month', { 'attribute[SINCE]': '2026-13-40T00:00:00Z' }, /^attribute\[SINCE\] must be/],
    ['no choice', { 'attribute[ONE]': 'Z' }, /^attribute\[ONE\] must be one of A, B/],
    ['not among the choices', { 'attribute[SOME][]': ['A', 'Z'] }, /^attribute\[SOME\] must be some of A, B/],
    ['missing', {}, /^attribute\[ONE\] is required: Quoi/],
    ['missing after another', { 'attribute[ONE]': 'B' }, /^attribute\[MORE\] is required/],
  ])('[CT-19] are told where one is %s', (_what, form, expected) => {
    const { problems, urgent } = parse(form)
    expect(problems.some((problem) => expected.test(problem))).toBe(true)
    expect(urgent).toBe(false)
  })

  it('[CT-20] never refuse what is urgent, by its type or by what was answered', () => {
    expect(parse({}, { ...service, priority: 2 })).toMatchObject({
      urgent: true,
      problems: [expect.stringContaining('ONE')],
    })
    expect(parse({ 'attribute[COUNT]': '10' })).toMatchObject({ urgent: true, answers: { COUNT: 10 } })
    expect(parse({ 'attribute[COUNT]': '9' }).urgent).toBe(false)
  })
})

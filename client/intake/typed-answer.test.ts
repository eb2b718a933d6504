import { describe, expect, it } from 'vitest'
import { free } from '../../shared/catalogue/test-catalogue.ts'
import { answerTyped, answerWritten } from './typed-answer.ts'

const PARIS = 'Europe/Paris'

describe('an answer that is typed', () => {
  it.each([
    ['number', '12', 12],
    ['number', '1 200', 1200],
    ['number', '2,5', 2.5],
    ['number', 'une dizaine', undefined],
    ['number', '-1', undefined],
    ['number', '9999999', undefined],
    ['number', '1e3', undefined],
    ['string', ' porte 3 ', 'porte 3'],
    ['string', '<b>3</b>', '<b>3</b>'],
    ['string', 'x'.repeat(201), undefined],
    ['text', 'une\ndeux', 'une\ndeux'],
    ['text', '   ', undefined],
    ['datetime', '2026-11-27T09:30', Date.UTC(2026, 10, 27, 8, 30)],
    ['datetime', '2026-02-30T09:30', undefined],
    ['datetime', 'hier', undefined],
  ])('[IK-8] of %s, « %s » is %s', (datatype, typed, answer) => {
    expect(answerTyped(free('Q', datatype), typed, PARIS)).toBe(answer)
  })

  it('[IK-8] stands in its field as it was typed', () => {
    const at = answerTyped(free('Q', 'datetime'), '2026-07-01T00:05', PARIS)
    expect(answerWritten(free('Q', 'datetime'), at, PARIS)).toBe('2026-07-01T00:05')
    expect(answerWritten(free('Q', 'number'), 12, PARIS)).toBe('12')
    expect(answerWritten(free('Q', 'string'), undefined, PARIS)).toBe('')
  })
})

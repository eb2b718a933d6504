import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  distance,
  duration,
  figure,
  HARD,
  ordinal,
  plainLine,
  quoted,
  roughDuration,
  THIN,
  unbroken,
} from './typography.ts'

const shown = (text: string) => text.replaceAll(THIN, ' ').replaceAll(HARD, ' ')

describe('French typography', () => {
  it.each([
    [-5, '0 s'],
    [42.9, '42 s'],
    [60, '1 min 00'],
    [402, '6 min 42'],
    [599, '9 min 59'],
    [600, '10 min'],
    [3_599, '59 min'],
    [3_600, '1 h 00'],
    [3_900, '1 h 05'],
    [93_900, '26 h 05'],
  ])('[X-5] writes %d seconds as « %s »', (seconds, text) => {
    expect(shown(duration(seconds))).toBe(text)
  })

  it.each([
    [8.4, '8 s'],
    [60, '1 min'],
    [402, '6 min'],
    [3_900, '1 h 05'],
  ])('[X-5] writes an age of %d seconds as « %s »', (seconds, text) => {
    expect(shown(roughDuration(seconds))).toBe(text)
  })

  it.each([
    [0, '0 m', '0 m'],
    [354, '350 m', '350 m'],
    [949, '950 m', '950 m'],
    [994, '990 m', '990 m'],
    [995, '1,0 km', '1.0 km'],
    [1_234, '1,2 km', '1.2 km'],
    [12_960, '13,0 km', '13.0 km'],
  ])('[X-5] writes %d metres as « %s », « %s » in English', (metres, french, english) => {
    expect(shown(distance(metres, 'fr'))).toBe(french)
    expect(shown(distance(metres, 'en'))).toBe(english)
  })

  it('[X-5] never breaks a figure from its unit, nor a call sign in two', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e6, noNaN: true }), (value) => {
        for (const text of [duration(value), roughDuration(value), distance(value, 'fr')])
          expect(text).toMatch(/^[\d,]+\u202f(s|min|h|m|km)(\u202f\d\d)?$/)
      }),
    )
    expect(unbroken('ALPHA 3')).toBe('ALPHA\u00a03')
    expect(quoted('sur place')).toBe('«\u202fsur place\u202f»')
  })

  it('[X-5] puts text from outside on one line, without what would turn it round', () => {
    expect(plainLine(' a\nb\u202e  c\t')).toBe('a b c')
  })

  it.each([
    [0, '0', '0'],
    [999, '999', '999'],
    [3889, '3\u202f889', '3,889'],
    [1234567, '1\u202f234\u202f567', '1,234,567'],
    [-1500, '-1\u202f500', '-1,500'],
    [1234.5678, '1\u202f234,5678', '1,234.5678'],
  ])('[LK-1] sets the thousands of %d apart', (number, fr, en) => {
    expect([figure(number, 'fr'), figure(number, 'en')]).toEqual([fr, en])
  })

  it.each([
    [1, '1ᵉʳ', '1st'],
    [2, '2ᵉ', '2nd'],
    [3, '3ᵉ', '3rd'],
    [12, '12ᵉ', '12th'],
    [21, '21ᵉ', '21st'],
    [113, '113ᵉ', '113th'],
    [1002, '1\u202f002ᵉ', '1,002nd'],
  ])('[X-5] counts %i as « %s »', (number, fr, en) => {
    expect([ordinal(number, 'fr'), ordinal(number, 'en')]).toEqual([fr, en])
  })
})

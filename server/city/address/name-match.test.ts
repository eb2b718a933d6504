import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyText } from './any-text.ts'
import { editDistance, matchNames, nameOf } from './name-match.ts'

const match = (asked: string, name: string) => matchNames(nameOf(asked), nameOf(name))

describe('matching names', () => {
  it('[AD-2] tells the same name, however it is written', () => {
    const whole = { score: 1, exact: 'whole' }
    expect(match('av jean jaures', 'Avenue Jean-Jaurès')).toEqual(whole)
    expect(match('rue alsace lorraine', "Rue d'Alsace-Lorraine")).toEqual(whole)
    expect(match('place jeanne darc', "Place Jeanne d'Arc").exact).toBeNull()
    expect(match('alsace-lorraine', "Rue d'Alsace-Lorraine").exact).toBe('untyped')
  })

  it('[AD-2] never takes another kind of street, a part or a typo for the name itself', () => {
    for (const [asked, name] of [
      ['rue jean jaures', 'Avenue Jean Jaurès'],
      ['rue jaures', 'Rue Jean Jaurès'],
      ['rue jean jaurs', 'Rue Jean Jaurès'],
      ['rue du 8 mai 1945', 'Rue du 9 mai 1945'],
    ] as const) {
      const { score, exact } = match(asked, name)
      expect(exact, asked).toBeNull()
      expect(score, asked).toBeGreaterThan(0.5)
      expect(score, asked).toBeLessThan(0.97)
    }
  })

  it('[AD-2] puts a name with a slip above one with a word in common', () => {
    const slip = match('rue pargaminieers', 'Rue Pargaminières').score
    expect(slip).toBeGreaterThan(match('rue pargaminieers', 'Rue des Paradoux').score)
    expect(slip).toBeGreaterThan(0.75)
  })

  it('[AD-2] counts letters added, dropped, changed and swapped', () => {
    expect(editDistance('bayard', 'bayard', 2)).toBe(0)
    expect(editDistance('byaadr', 'bayard', 2)).toBe(2)
    expect(editDistance('byaard', 'bayard', 2)).toBe(1)
    expect(editDistance('bayrd', 'bayard', 2)).toBe(1)
    expect(editDistance('bayxrd', 'bayard', 2)).toBe(1)
    expect(editDistance('metz', 'bayard', 2)).toBe(3)
  })

  it('[AD-2] scores any two texts from 0 to 1', () => {
    fc.assert(
      fc.property(anyText, anyText, (a, b) => {
        const { score } = match(a, b)
        expect(score).toBeGreaterThanOrEqual(0)
        expect(score).toBeLessThanOrEqual(1)
      }),
    )
  })
})

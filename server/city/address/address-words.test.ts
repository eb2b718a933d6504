import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { folded, spelledOut, wordsOf } from './address-words.ts'
import { anyText } from './any-text.ts'

const name = (text: string) => spelledOut(wordsOf(text)).join(' ')

describe('the words of an address', () => {
  it.each([
    ['Av. J. Jaurès', 'avenue j jaures'],
    ['bd Mal Juin', 'boulevard marechal juin'],
    ['boul. de Strasbourg', 'boulevard de strasbourg'],
    ['All. Jean-Jaurès', 'allee jean jaures'],
    ['Allées Jean Jaurès', 'allee jean jaures'],
    ['Fg Bonnefoy', 'faubourg bonnefoy'],
    ['imp. St-Félix', 'impasse saint felix'],
    ['che de Ste Anne', 'chemin de sainte anne'],
    ['R. R. Poincaré', 'rue r poincare'],
    ['Rue du Onze Novembre 1918', 'rue du 11 novembre 1918'],
    ['Rue du 1er Mai', 'rue du 1 mai'],
    ['Rue de l’Œuvre', 'rue de l oeuvre'],
    ['sq. Ch. de Gaulle', 'square ch de gaulle'],
  ])('[AD-2] %s is read as « %s »', (text, expected) => {
    expect(name(text)).toBe(expected)
  })

  it('[AD-2] reads what it has spelt out as itself', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const once = name(text)
        expect(spelledOut(once.split(' ').slice(0, 16)).join(' ')).toBe(
          once.split(' ').slice(0, 16).join(' '),
        )
      }),
      { examples: [['constructor __proto__ toString']] },
    )
  })

  it('[AD-2] folds any text without throwing, and leaves no accent', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(folded(text)).not.toMatch(/\p{M}/u)
      }),
    )
  })
})

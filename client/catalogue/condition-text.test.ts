import { describe, expect, it } from 'vitest'
import { free, list } from '../../shared/catalogue/test-catalogue.ts'
import { conditionText } from './condition-text.ts'

const questions = [
  list('ARME', {
    label: { fr: 'Arme', en: 'Weapon' },
    choices: [
      { key: 'FEU', name: { fr: 'arme à feu', en: 'firearm' } },
      { key: 'LAME', name: { fr: 'couteau', en: 'knife' } },
    ],
  }),
  free('NOMBRE', 'number', { label: { fr: 'Nombre', en: 'Number' } }),
]

describe('a condition in words', () => {
  it('[CE-10] says each clause, and how they go together', () => {
    const condition = {
      any: [
        {
          all: [
            { question: 'ARME', is: ['FEU', 'LAME'] },
            { question: 'NOMBRE', answered: true as const },
          ],
        },
        { question: 'NOMBRE', atLeast: 10 },
      ],
    }
    expect(conditionText(condition, questions, 'fr')).toBe(
      'Arme = arme à feu ou couteau et Nombre a une réponse, ou Nombre ≥ 10',
    )
    expect(conditionText(condition, questions, 'en')).toBe(
      'Weapon = firearm or knife and Number has an answer, or Number ≥ 10',
    )
    expect(conditionText({ question: 'GONE', is: ['X'] }, questions, 'fr')).toBe('GONE = X')
  })
})

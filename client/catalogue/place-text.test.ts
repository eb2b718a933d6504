import { describe, expect, it } from 'vitest'
import { aCatalogue, aService, list } from '../../shared/catalogue/test-catalogue.ts'
import { placeText } from './place-text.ts'

const question = list('ARME', {
  label: { fr: 'Arme', en: 'Weapon' },
  choices: [
    { key: 'FEU', name: { fr: 'arme à feu', en: 'firearm' } },
    { key: '', name: { fr: '', en: '' } },
  ],
})
const catalogue = aCatalogue(aService({ questions: [question], rules: [{ priority: 1 }] }))

describe('a place of the catalogue in words', () => {
  it.each([
    ['services.NOISE.name.en', 'Tapage › Nom › anglais'],
    ['services.NOISE.questions.ARME.say.fr', 'Tapage › Arme › Phrase à lire › français'],
    ['services.NOISE.questions.ARME.choices.2.name.fr', 'Tapage › Arme › 2 › Nom › français'],
    ['services.NOISE.questions.ARME.choices.FEU.key', 'Tapage › Arme › arme à feu › Code'],
    ['services.NOISE.rules.1', 'Tapage › Règle 1'],
    ['services.NOISE.questions', 'Tapage'],
    ['families.noise', 'Mots'],
    ['agencies', 'Destinataires'],
  ])('[CE-10] %s', (place, text) => {
    expect(placeText(catalogue, place, 'fr')).toBe(text)
  })
})

import { expect, it } from 'vitest'
import type { Service } from '../../shared/catalogue/service.ts'
import { NOISE } from '../../shared/test-board.ts'
import { answerLines } from './answer-text.ts'

const said = (fr: string) => ({ fr, en: fr })
const choices = [
  { key: 'A', name: said('aucune') },
  { key: 'B', name: said('couteau') },
]
const asked = { say: said('Quoi ?'), required: false }
const service: Service = {
  ...NOISE,
  questions: [
    { ...asked, code: 'ARME', label: said('Arme'), datatype: 'multivaluelist', choices },
    { ...asked, code: 'NOMBRE', label: said('Nombre'), datatype: 'number' },
    { ...asked, code: 'DEPUIS', label: said('Depuis'), datatype: 'datetime' },
  ],
}
const answers = { DEPUIS: Date.UTC(2026, 10, 24, 21, 5), NOMBRE: 2.5, ARME: ['B', 'A'] }
const lines = (...given: Parameters<typeof answerLines>) =>
  answerLines(...given).map(({ label, text }) => `${label} ${text}`)

it('[CT-21] answers stand in the order of their questions, in words; by their codes where the type is not known', () => {
  expect(lines(answers, service, 'fr', 'Europe/Paris')).toEqual([
    'Arme couteau, aucune',
    'Nombre 2,5',
    'Depuis 24/11 22\u202fh\u202f05',
  ])
  expect(lines({ NOMBRE: 3, ARME: ['B'] }, undefined, 'en', 'UTC')).toEqual(['NOMBRE 3', 'ARME B'])
})

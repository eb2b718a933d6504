import { describe, expect, it } from 'vitest'
import catalogue from '../../fixtures/toulouse/catalogue.json' with { type: 'json' }
import { catalogueSchema } from '../../shared/catalogue/catalogue.ts'
import { emergencyNumbers } from './emergency.ts'

describe('emergencyNumbers', () => {
  it.each([
    ['Appelez le 17 tout de suite.', ['17']],
    ['Police nationale (17)', ['17']],
    ['Appelez le 18, puis le 15, puis le 18.', ['18', '15']],
    ['Le 115 répond jour et nuit.', ['115']],
    ['N’approchez pas à moins de 15\u202fmètres, ni 18 m, ni 17\u202fcm.', []],
    ['Dans 15\u202fmin, au 1917, le 170.', []],
    ['Appelez le 112.', ['112']],
  ])('[SG-13] finds in « %s » what is to be called', (text, numbers) => {
    expect(emergencyNumbers(text)).toEqual(numbers)
  })

  it('[SG-13] finds the same in both languages of all that the catalogue says', () => {
    const advice = catalogueSchema.parse(catalogue).services.flatMap(({ rules }) => rules)
    const said = advice.flatMap((rule) => rule.advice ?? [])
    expect(said.length).toBeGreaterThan(30)
    for (const { fr, en } of said) expect([fr, emergencyNumbers(en)]).toEqual([fr, emergencyNumbers(fr)])
  })
})

import { describe, expect, it } from 'vitest'
import { DISTRESS } from '../../shared/catalogue/service.ts'
import { HOLE, NOISE } from '../../shared/test-board.ts'
import { findServices } from './service-search.ts'

const dog = { ...NOISE, code: 'DOG', name: { fr: 'Chien errant', en: 'Stray dog' } }
const bite = { ...HOLE, code: 'BITE', keywords: { fr: ['chien méchant'], en: ['dog bite'] } }
const crowd = { ...NOISE, code: 'CROWD', name: { fr: 'Attroupement', en: 'Crowd' } }
const hole = { ...HOLE, name: { fr: 'Nid-de-poule', en: 'Pothole' }, keywords: { fr: ['trou'], en: [] } }

describe('the search of a type of request', () => {
  it('[CT-8] finds those so named before those that people call so, without regard to accents', () => {
    const found = (typed: string, locale: 'fr' | 'en' = 'fr') =>
      findServices([bite, DISTRESS, dog], typed, locale).map(({ code }) => code)
    expect(found('CHIEN')).toEqual(['DOG', 'BITE'])
    expect(found('mechant')).toEqual(['BITE'])
    expect(found('bite', 'en')).toEqual(['BITE'])
    expect(found('err')).toEqual(['DOG'])
    expect(findServices([crowd, hole], 'trou', 'fr')).toEqual([hole, crowd])
    expect(found('voirie')).toEqual(['BITE'])
    expect(found('détresse')).toEqual([])
    expect(found(' ')).toEqual(['BITE', 'DOG'])
  })

  it.each([
    ['voitrue', 'CAR'],
    ['vehicul', 'CAR'],
    ['stationement', 'CAR'],
    ['véhicule gênant', 'CAR'],
    ['genant vehic', 'CAR'],
    ['chein', 'DOG'],
    ['chine', 'DOG'],
    ['ch', 'DOG'],
    ['zz', null],
    ['<script>', null],
    ['chie chose', null],
    ['x'.repeat(100), null],
  ])('[IK-2] finds what « %s » nearly says', (typed, code) => {
    const car = {
      ...HOLE,
      code: 'CAR',
      name: { fr: 'Véhicule gênant', en: 'Car in the way' },
      keywords: { fr: ['voiture', 'stationnement'], en: ['car'] },
    }
    expect(findServices([car, dog], typed, 'fr')[0]?.code ?? null).toBe(code)
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { crossingsOf, readingsOf } from './address-query.ts'
import { anyText } from './any-text.ts'

const towns = new Set(['toulouse', 'blagnac', 'saint orens de gameville'])
const read = (text: string) =>
  readingsOf(text, towns).map(({ house, words, municipality, postcode, whole }) =>
    [
      house && `${house.number}${house.suffix ?? ''}`,
      words.join(' '),
      municipality,
      postcode,
      whole ? null : 'not whole',
    ]
      .map((part) => part ?? '-')
      .join(' | '),
  )
const cross = (text: string) =>
  crossingsOf(text, towns).map(([a, b]) => `${a.words.join(' ')} / ${b.words.join(' ')}`)

describe('reading an address', () => {
  it.each([
    ['12bis rue des Lois', '12bis | rue des lois | - | - | -'],
    ['12 bis, rue des Lois', '12bis | rue des lois | - | - | -'],
    ['12 B rue des Lois', '12b | rue des lois | - | - | -'],
    ['12-14 rue des Lois', '12 | rue des lois | - | - | -'],
    ['n° 12 rue des Lois', '12 | rue des lois | - | - | -'],
    ['devant le 12 rue des Lois', '12 | rue des lois | - | - | -'],
    ['rue des Lois 12 ter', '12ter | rue des lois | - | - | -'],
    ['12 r lois', '12 | rue lois | - | - | -'],
    ['12, rue des Lois, 31000 Toulouse, France', '12 | rue des lois | toulouse | 31000 | -'],
    ['12 rue des Lois 31000 TOULOUSE CEDEX 4', '12 | rue des lois | toulouse | 31000 | -'],
    ['5 rue Verte, St-Orens-de-Gameville', '5 | rue verte | saint orens de gameville | - | -'],
    ['12 rue des Lois, bât. B, 3e étage', '12 | rue des lois | - | - | -'],
    ['12 rue des Lois, Cornebarrieu', '12 | rue des lois | - | - | not whole'],
    ['Résidence les Pins, 12 rue des Lois', '12 | rue des lois | - | - | not whole'],
    ['avenue de Toulouse', '- | avenue de toulouse | - | - | -'],
    ['avenue de Toulouse Blagnac', '- | avenue de toulouse | blagnac | - | -'],
    ['8 mai 1945', '- | 8 mai 1945 | - | - | -'],
  ])('[AD-1] %s can be read as %s', (text, expected) => {
    expect(read(text)).toContain(expected)
  })

  it.each([
    ['Rue de Metz / Rue des Lois', 'rue de metz / rue des lois'],
    ['r. de Metz & r. des Lois', 'rue de metz / rue des lois'],
    ['angle de la rue de Metz et de la rue des Lois', 'rue de metz / rue des lois'],
    ['à l’angle rue de Metz / rue des Lois', 'rue de metz / rue des lois'],
    ['au coin de la rue de Metz et de la rue des Lois, Toulouse', 'rue de metz / rue des lois'],
    ['angle rue de Metz rue des Lois', 'rue de metz / rue des lois'],
    ['croisement de la rue de Metz, av. des Lois, Toulouse', 'rue de metz / avenue des lois'],
    ['carrefour rue du Pont place des Lois', 'rue du pont / place des lois'],
    ['rue de Metz et rue des Lois', 'rue de metz / rue des lois'],
    ['rue de Metz, angle rue des Lois', 'rue de metz / rue des lois'],
    ['12 rue de Metz angle rue des Lois', 'rue de metz / rue des lois'],
    ['angle rue Pierre et Marie Curie et rue des Lois', 'rue pierre et marie curie / rue des lois'],
  ])('[AD-3] %s is a crossing', (text, expected) => {
    expect(cross(text)).toContain(expected)
  })

  it('[AD-3] sees no crossing in a name with « et », nor in a range of numbers', () => {
    expect(cross('rue Pierre et Marie Curie')).toEqual([])
    expect(cross('12/14 rue des Lois')).toEqual([])
  })

  it('[AD-5] reads any text without throwing', () => {
    const bits = fc.constantFrom(
      '12',
      'bis',
      'rue',
      ',',
      '/',
      ' et ',
      'angle',
      '%',
      "'",
      '\0',
      '31000',
      'toulouse',
      '؜',
      'شارع',
    )
    fc.assert(
      fc.property(
        fc.oneof(
          anyText,
          fc.array(bits).map((all) => all.join(' ')),
        ),
        (text) => {
          for (const { words } of readingsOf(text, towns)) expect(words.length).toBeGreaterThan(0)
          crossingsOf(text, towns)
        },
      ),
    )
  })
})

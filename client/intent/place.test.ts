import { describe, expect, it } from 'vitest'
import type { FoundAddress } from '../../shared/protocol/place.ts'
import { addressKept, placeOf } from './place.ts'

const found: FoundAddress = {
  kind: 'address',
  label: '24 Rue Pargaminières',
  municipality: 'Toulouse',
  district: { code: '1.1', short: 'Capitole' },
  lon: 1.4395,
  lat: 43.6046,
  score: 1,
  sure: true,
}

describe('a place', () => {
  it('[C-10] names the municipality where it is not the city’s own', () => {
    expect(placeOf(found, 'TOULOUSE').address).toBe('24 Rue Pargaminières')
    expect(placeOf({ ...found, municipality: 'Blagnac' }, 'Toulouse').address).toBe(
      '24 Rue Pargaminières, Blagnac',
    )
    expect(placeOf({ ...found, municipality: null }, 'Toulouse')).toEqual({
      lon: 1.4395,
      lat: 43.6046,
      district: { code: '1.1', short: 'Capitole' },
      address: '24 Rue Pargaminières',
    })
  })

  it('[C-12] keeps the caller’s text where it says more than the place found, and no other', () => {
    const kept = (own: string | null, plate: string | null) => addressKept({ address: own }, plate)
    expect(kept('24 rue pargaminieres, 3e étage', '24 Rue Pargaminières')).toBe(
      '24 rue pargaminieres, 3e étage',
    )
    expect(kept('près du pont', '24 Rue Pargaminières')).toBe('24 Rue Pargaminières')
    expect(kept('124 rue Pargaminières', '24 Rue Pargaminières')).toBe('24 Rue Pargaminières')
    expect(kept('près du pont', null)).toBe('près du pont')
    expect(kept(null, '24 Rue Pargaminières')).toBe('24 Rue Pargaminières')
    expect(kept(null, null)).toBe(null)
  })
})

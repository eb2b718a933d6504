import { describe, expect, it } from 'vitest'
import { described } from './city-status.ts'

const city = (counts: Record<string, number>) =>
  described({
    name: 'Ville',
    source: 'ville.osm.pbf',
    schematic: false,
    credit: { fr: '', en: '' },
    version: 'v',
    importedAt: new Date(0),
    bounds: [1, 43, 2, 44],
    center: { lon: 1.5, lat: 43.5 },
    counts,
  })

describe('what is printed of a city', () => {
  it('[R-46] says to import again one that was imported before surfaces and traffic lights were kept', () => {
    expect(city({ streets: 3 })).toContain('import it again')
    expect(city({ streets: 3, signals: 0 })).not.toContain('import it again')
    expect(city({ streets: 3, signals: 2 })).toContain('traffic lights: 2')
  })
})

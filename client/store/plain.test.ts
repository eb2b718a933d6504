import { describe, expect, it } from 'vitest'
import { plain } from './plain.ts'

describe('text as it is compared', () => {
  it('[C-6] has no accent, no case and no sign', () => {
    expect(plain('  Médiation : ALLÉES Jean-Jaurès, n° 12 ')).toBe('mediation allees jean jaures n 12')
    expect(plain('— ! ')).toBe('')
  })
})

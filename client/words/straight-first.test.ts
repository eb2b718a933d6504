import { describe, expect, it } from 'vitest'
import { enConsole } from './en-console.ts'
import { frConsole } from './fr-console.ts'

describe('what a suggestion says where the straight line would have sent another crew', () => {
  it('[R-48] names that crew, the one that is sooner by road, and by how much', () => {
    const told = ['ALPHA 3', 'BRAVO 7', '2 min'] as const
    expect(frConsole.suggestion.straightFirst(...told)).toBe(
      'À vol d’oiseau\u00a0: ALPHA 3 — par la route\u00a0: BRAVO 7, 2 min de moins',
    )
    expect(enConsole.suggestion.straightFirst(...told)).toBe(
      'In a straight line: ALPHA 3 — by road: BRAVO 7, 2 min less',
    )
  })
})

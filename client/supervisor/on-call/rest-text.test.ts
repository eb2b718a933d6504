import { describe, expect, it } from 'vitest'
import { HOUR, instant } from '../../../shared/instant.ts'
import { NOW, personId } from '../../../shared/test-board.ts'
import { fr } from '../../words/fr.ts'
import { restText } from './rest-text.ts'

describe('[RR-3] the rest of who is on call, in words', () => {
  it('says who is at work and until when rest is owed, of that person alone', () => {
    const worked = [{ personId: personId(1), from: NOW, until: instant(NOW + HOUR) }]
    const said = (person: number, hours: number) =>
      restText(worked, personId(person), instant(NOW + hours * HOUR), {
        words: fr,
        locale: 'fr',
        timeZone: 'Europe/Paris',
      })
    expect(said(1, 0.5)).toBe('en intervention')
    expect(said(1, 2)).toMatch(/^repos dû jusqu’à /)
    expect(said(1, 12)).toBeNull()
    expect(said(2, 0.5)).toBeNull()
  })
})

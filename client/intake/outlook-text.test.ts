import { describe, expect, it } from 'vitest'
import { instant, MINUTE } from '../../shared/instant.ts'
import type { Outlook } from '../../shared/intake/outlook.ts'
import type { Locale } from '../../shared/text.ts'
import { outlookText } from './outlook-text.ts'

/** 27 November 2026, 13:57 in Paris. */
const NOW = instant(Date.UTC(2026, 10, 27, 12, 57))
const promised = {
  agency: 'roads',
  priority: 2,
  target: 'on_scene',
  minutes: 20,
  dueAt: instant(NOW + 20 * MINUTE),
} as const
const safe = { ...promised, target: 'secured', minutes: 60, dueAt: instant(NOW + 60 * MINUTE) } as const
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ')

function said(outlook: Outlook, locale: Locale = 'fr', agencyName = 'Voirie'): string[] {
  const { title, detail } = outlookText(outlook, { agencyName, timeZone: 'Europe/Paris', locale, now: NOW })
  return [plain(title), plain(detail)]
}

describe('what will happen, in words', () => {
  it.each<[Outlook, string, string]>([
    [
      { ...promised, kind: 'elsewhere', turnTo: { fr: 'Voyez la mairie de Balma.', en: 'Ask Balma.' } },
      'Hors territoire : rien ne part',
      'Voyez la mairie de Balma.',
    ],
    [
      { ...promised, kind: 'closed', opensAt: instant(Date.UTC(2026, 10, 30, 7)) },
      'Fermé : rouvre lun. 8 h',
      'Ce type n’est pris qu’aux horaires de « Voirie ». Rien ne part.',
    ],
    [
      { ...promised, kind: 'crew' },
      'Part au PC Radio, priorité 2, équipage attendu sous 20 min',
      'Sur place avant 14 h 17.',
    ],
    [
      { ...safe, kind: 'service', until: instant(NOW + 153 * MINUTE) },
      'Part au service Voirie, ouvert jusqu’à 16 h 30',
      'Priorité 2, mis en sécurité avant 14 h 57.',
    ],
    [
      { ...safe, kind: 'service', until: null },
      'Part au service Voirie',
      'Priorité 2, mis en sécurité avant 14 h 57.',
    ],
    [
      { ...safe, kind: 'on_call', domain: 'roads' },
      'Astreinte voirie appelée maintenant',
      'Priorité 2, mis en sécurité avant 14 h 57.',
    ],
    [
      { ...safe, kind: 'on_call', domain: 'managers' },
      'Cadre d’astreinte appelé maintenant',
      'Priorité 2, mis en sécurité avant 14 h 57.',
    ],
    [
      { ...safe, kind: 'nobody_on_call', domain: 'roads' },
      'Astreinte voirie : personne. Le PC Radio décide',
      'Priorité 2, mis en sécurité avant 14 h 57.',
    ],
    [
      {
        ...promised,
        priority: 4,
        kind: 'at_opening',
        opensAt: instant(Date.UTC(2026, 10, 30, 7)),
        dueAt: instant(Date.UTC(2026, 10, 30, 9)),
      },
      'Attend l’ouverture du service Voirie, lun. 8 h',
      'Priorité 4, sur place avant lun. 10 h.',
    ],
  ])('[IK-9] %o', (outlook, title, detail) => {
    expect(said(outlook)).toEqual([title, detail])
  })

  it('[IK-9] of someone outside the city, and in English', () => {
    const outside = (handed: boolean) =>
      said({ ...promised, kind: 'outside', handed }, 'fr', 'Police nationale (17)')
    expect(outside(false)).toEqual([
      'Hors compétence : Police nationale (17)',
      'La fiche reste au PC Radio, qui la transmet.',
    ])
    expect(outside(true)[1]).toBe('La fiche leur est remise.')
    expect(said({ ...promised, kind: 'crew' }, 'en')).toEqual([
      'Goes to the radio room, priority 2, a crew within 20 min',
      'On scene before 14:17.',
    ])
    expect(said({ ...safe, kind: 'on_call', domain: 'roads' }, 'en')[0]).toBe(
      'On call for roads is called now',
    )
  })
})

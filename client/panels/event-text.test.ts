import { describe, expect, it } from 'vitest'
import type { Details } from '../../shared/catalogue/detail.ts'
import type { Service } from '../../shared/catalogue/service.ts'
import {
  aBoard,
  aCrew,
  assignmentId,
  crewId,
  NOISE,
  published,
  stored,
  ticketId,
} from '../../shared/test-board.ts'
import { fr } from '../words/fr.ts'
import { eventText } from './event-text.ts'

const service: Service = {
  ...NOISE,
  details: [
    {
      kind: 'choice',
      code: 'put',
      label: { fr: 'Posé', en: 'Put' },
      required: true,
      choices: [
        { code: 'signs', label: { fr: 'balisage', en: 'signs' } },
        { code: 'plate', label: { fr: 'plaque', en: 'plate' } },
      ],
    },
    { kind: 'number', code: 'cones', label: { fr: 'Cônes', en: 'Cones' }, required: false, max: 9 },
  ],
}

function told(answers: Details, catalogues = published(service)): string {
  const event = {
    type: 'assignment_cleared',
    assignmentId: assignmentId(1),
    ticketId: ticketId(1),
    crewId: crewId(1),
    outcome: 'done',
    details: { serviceCode: service.code, catalogueVersion: 1, answers },
  } as const
  return eventText(stored(1, event), { board: aBoard([], [aCrew(1)]), catalogues, words: fr, locale: 'fr' })
    .rest
}

describe('an event in words', () => {
  it('[TB-9] says what was told with an outcome, of a ticket that is no longer on the board too', () => {
    expect(told({ put: 'signs', cones: 4 })).toBe('terminé\u00a0: réglé, balisage, Cônes\u00a0: 4')
  })

  it('[TB-9] keeps what a catalogue no longer knows, by its codes', () => {
    expect(told({ put: 'mat' })).toBe('terminé\u00a0: réglé, Posé\u00a0: mat')
    expect(told({ put: 'mat' }, published())).toBe('terminé\u00a0: réglé, put\u00a0: mat')
  })
})

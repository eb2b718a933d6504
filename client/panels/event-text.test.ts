import { describe, expect, it } from 'vitest'
import type { Details } from '../../shared/catalogue/detail.ts'
import type { Service } from '../../shared/catalogue/service.ts'
import type { Event } from '../../shared/event.ts'
import {
  aBoard,
  aCrew,
  assignmentId,
  crewId,
  FLEET,
  NOISE,
  noteId,
  published,
  stored,
  ticketId,
} from '../../shared/test-board.ts'
import { fr } from '../words/fr.ts'
import { crewEventText, type EventContext, eventText } from './event-text.ts'

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

const context: EventContext = {
  board: aBoard([], [aCrew(1)]),
  catalogues: published(),
  fleet: FLEET,
  words: fr,
  locale: 'fr',
  timeZone: 'Europe/Paris',
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
  return eventText(stored(1, event), { ...context, catalogues }).rest
}

describe('an event in words', () => {
  it('[TB-9] says what was told with an outcome, of a ticket that is no longer on the board too', () => {
    expect(told({ put: 'signs', cones: 4 })).toBe('terminé\u00a0: réglé, balisage, Cônes\u00a0: 4')
  })

  it('[TB-9] keeps what a catalogue no longer knows, by its codes', () => {
    expect(told({ put: 'mat' })).toBe('terminé\u00a0: réglé, Posé\u00a0: mat')
    expect(told({ put: 'mat' }, published())).toBe('terminé\u00a0: réglé, put\u00a0: mat')
  })

  it('[SH-12] says with whom and with what a crew comes on duty, changes and takes over', () => {
    const of = { crewId: crewId(1) }
    const outfit = { members: 3, vehicle: 'V9', equipment: ['radio', 'cones'] }
    const duty = { duty: 'available', reason: null } as const
    const texts: Event[] = [
      { type: 'duty_changed', ...of, ...duty, ...outfit },
      { type: 'duty_changed', ...of, ...duty, members: 2 },
      { type: 'outfit_changed', ...of, members: 1, vehicle: null, equipment: [] },
      { type: 'shift_handed_over', ...of, noteId: noteId(1) },
      { type: 'shift_taken_over', ...of, ...outfit },
    ]
    const said = (tell: typeof eventText) =>
      texts.map((event) => {
        const { strong, rest } = tell(stored(1, event), context)
        return `${strong} ${rest}`.trim().replaceAll('\u00a0', ' ')
      })
    expect(said(eventText)).toEqual([
      'ALPHA 1 prend le service : 3 agents, Clio V9, radio, balisage',
      'ALPHA 1 disponible',
      'ALPHA 1 change d’équipe ou de matériel : 1 agent, sans véhicule',
      'ALPHA 1 passe la relève',
      'ALPHA 1 prend la relève : 3 agents, Clio V9, radio, balisage',
    ])
    expect(said(crewEventText)).toEqual([
      'Prend le service 3 agents, Clio V9, radio, balisage',
      'Disponible',
      'Change d’équipe ou de matériel 1 agent, sans véhicule',
      'Passe la relève',
      'Prend la relève 3 agents, Clio V9, radio, balisage',
    ])
  })
})

import { describe, expect, it } from 'vitest'
import type { Details } from '../../shared/catalogue/detail.ts'
import type { Service } from '../../shared/catalogue/service.ts'
import type { Event } from '../../shared/event.ts'
import { instant, MINUTE } from '../../shared/instant.ts'
import {
  aBoard,
  aCallOut,
  aCrew,
  assignmentId,
  aTicket,
  callOutId,
  crewId,
  DISPATCHER,
  FLEET,
  NOISE,
  NOW,
  noteId,
  personId,
  published,
  stored,
  ticketId,
} from '../../shared/test-board.ts'
import type { Locale } from '../../shared/text.ts'
import { en } from '../words/en.ts'
import type { Words } from '../words/fr.ts'
import { fr } from '../words/fr.ts'
import type { EventContext } from './event-context.ts'
import { crewEventText, eventText } from './event-text.ts'

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

  it('[CO-13] says what happens to a call-out, of whom by their place on the rota', () => {
    const on = { callOutId: callOutId(1), ticketId: ticketId(1) }
    const who = { ...on, calleeId: personId(1) }
    const events: Event[] = [
      { type: 'call_out_started', ...on, domain: 'roads', plan: aCallOut(1).plan, hole: false },
      { type: 'call_out_started', ...on, domain: 'trees', plan: aCallOut(1).plan, hole: true },
      { type: 'on_call_called', ...on, callee: { personId: personId(2), domain: 'managers', order: 2 } },
      { type: 'on_call_called_again', ...who, attempt: 2 },
      { type: 'on_call_unanswered', ...who },
      { type: 'on_call_passed_over', ...who },
      { type: 'on_call_accepted', ...who, expectedAt: instant(NOW + 20 * MINUTE) },
      { type: 'on_call_declined', ...who, reason: 'malade' },
      { type: 'on_call_on_scene', ...who },
      { type: 'on_call_secured', ...who },
      { type: 'call_out_alarmed', ...on, reason: 'nobody_left' },
      { type: 'call_out_alarm_taken', ...on },
      { type: 'call_out_stopped', ...on, reason: 'erreur' },
      { type: 'call_not_delivered', ...who, channel: 'sms' },
    ]
    const board = aBoard([aTicket(1)], [], [], [], [], [], [], [aCallOut(1)])
    const system = { id: 'call-out', role: 'system', label: 'Astreinte', crewId: null } as const
    const said = (words: Words, locale: Locale) =>
      events.map((event) => {
        const by = event.type === 'call_out_alarm_taken' ? DISPATCHER : system
        const { strong, rest } = eventText(
          { ...stored(1, event), actor: by },
          { ...context, board, words, locale },
        )
        return [strong, rest].filter(Boolean).join(' · ').replaceAll('\u00a0', ' ').replaceAll('\u202f', ' ')
      })
    expect(said(fr, 'fr')).toEqual([
      'Astreinte déclenchée : Voirie',
      'Astreinte déclenchée : Arbres · personne n’est d’astreinte, cadre appelé',
      'Cadres 2e appelé',
      'Voirie 1er rappelé, 2e appel',
      'Voirie 1er n’a pas répondu',
      'Voirie 1er n’est plus attendu',
      'Voirie 1er accepte · sur place dans 20 min',
      'Voirie 1er décline : malade',
      'Voirie 1er sur place',
      'Voirie 1er, mis en sécurité',
      'Alerte d’astreinte au PC Radio · personne n’a répondu',
      'Alerte d’astreinte prise en charge · par Poste 1',
      'Déclenchement arrêté · erreur',
      'SMS non remis à Voirie 1er',
    ])
    for (const sentence of said(en, 'en')) expect(sentence).toMatch(/^\S.*\S$/)
    expect(new Set(said(en, 'en')).size).toBe(events.length)
  })
})

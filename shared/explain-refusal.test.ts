import { describe, expect, it } from 'vitest'
import { explainRefusal } from './explain-refusal.ts'
import { instant } from './instant.ts'
import { type Refusal, type RefusalCode, refusalSchema } from './refusal.ts'
import { HARD, THIN } from './typography.ts'

const at = instant(1_795_500_000_000)
const first = { callSign: 'ALPHA 3', ticketNumber: 2041, by: 'Poste 1', at }
const callSign = 'ALPHA 3'
const ticketNumber = 2041
const clock = () => `22${THIN}h${THIN}46`

const refusals: { [C in RefusalCode]: Omit<Extract<Refusal, { code: C }>, 'code'> } = {
  invalid: { problem: 'command.position.lat: Too big\nexpected <=90' },
  not_allowed: {},
  command_id_reused: {},
  already_exists: {},
  unknown_ticket: {},
  unknown_crew: {},
  unknown_assignment: {},
  unknown_service: { serviceCode: 'LICORNE' },
  ticket_not_open: { ticketNumber, status: 'closed' },
  ticket_already_open: { ticketNumber },
  ticket_not_joined: { ticketNumber },
  ticket_engaged: first,
  crew_engaged: first,
  crew_on_scene: first,
  crew_not_available: { callSign, duty: 'on_break' },
  crew_active_elsewhere: { callSign, ticketNumber },
  assignments_open: { callSign, ticketNumber },
  duty_refused: { callSign, duty: 'available' },
  step_refused: { callSign, status: 'cleared' },
  crew_heard: { callSign, at },
  call_sign_taken: { callSign },
  vehicle_taken: { vehicle: '112', callSign },
  no_hand_over: { callSign },
  distress_taken: { callSign, by: 'Poste 1', at },
  no_distress: { callSign },
  unknown_closure: {},
  closure_over: { until: at },
  unknown_photograph: {},
  too_many_photographs: { most: 20 },
  unknown_person: {},
  person_on_rota: {},
  unknown_turn: {},
  turn_over: {},
  outside_turn: {},
  swap_overlaps: {},
  unknown_swap: {},
  unknown_place_note: {},
  place_note_over: {},
  place_elsewhere: { ticketNumber: 2041 },
  end_refused: { days: 183 },
  answers_misfit: { questions: ['ARME'] },
  catalogue_changed: { catalogueVersion: 3 },
  catalogue_unsound: {
    problems: [{ code: 'never_asked', place: 'services.NOISE.questions.Q', about: null }],
  },
  service_elsewhere: { turnTo: { fr: 'Voyez la mairie de Balma.', en: 'Ask the town of Balma.' } },
  service_closed: { opensAt: at },
  unknown_agency: { agency: 'licornes' },
  not_in_hands: { ticketNumber: 2041 },
  due_refused: { days: 90 },
  unknown_call_out: {},
  call_out_under_way: { ticketNumber },
  call_step_refused: { status: 'on_scene' },
  call_moved_on: {},
  not_called: {},
  nobody_left: {},
  nothing_changes: {},
  failed: { reference: '1f0c9a2e-0000-4000-8000-000000000000' },
  unavailable: {},
}
const all = Object.entries(refusals).map(([code, rest]) => refusalSchema.parse({ code, ...rest }))

describe('the words of a refusal', () => {
  it('[X-6] has a sentence for every code, in both languages', () => {
    expect(all.map(({ code }) => code).sort()).toEqual(
      refusalSchema.options.map(({ shape }) => shape.code.value).sort(),
    )
    for (const locale of ['fr', 'en'] as const) {
      const texts = all.map((refusal) => explainRefusal(refusal, locale, clock))
      expect(new Set(texts).size).toBe(all.length)
      for (const text of texts) expect(text).toMatch(/^[A-ZÀÉ](?!.*(undefined|null|NaN|\n|!)).+$/)
      for (const [index, text] of texts.entries())
        if (all[index]?.code !== 'invalid') expect(text).toMatch(/[^.]\.$/)
    }
  })

  it('[X-6] says who was first and when', () => {
    const said = (code: 'ticket_engaged' | 'crew_engaged') =>
      explainRefusal(refusalSchema.parse({ code, ...first }), 'fr', clock)
    expect(said('ticket_engaged')).toBe(`Déjà engagé par Poste 1 à 22${THIN}h${THIN}46 : ALPHA${HARD}3.`)
    expect(said('crew_engaged')).toBe(
      `ALPHA${HARD}3 déjà engagé par Poste 1 à 22${THIN}h${THIN}46, sur F-2041.`,
    )
  })

  it('[X-6] keeps to the microcopy: the fact first, no exclamation mark, no « veuillez », French spacing', () => {
    for (const refusal of all) {
      const text = explainRefusal(refusal, 'fr', clock)
      expect(text).not.toMatch(/!|veuillez|merci|désolé/i)
      // Before a colon U+00A0, inside « » U+202F, apostrophes curled. What a schema says is left as it is, and
      // doors.test.ts pins a plain space before the colon of `ticket_engaged`.
      if (refusal.code !== 'invalid' && refusal.code !== 'ticket_engaged')
        expect(text).not.toMatch(/[^\u00a0]:|« | »|'/)
    }
  })

  it('[X-6] shows text from outside on one line and shortened to what helps', () => {
    const [invalid, failed] = (['invalid', 'failed'] as const).map((code) =>
      explainRefusal(refusalSchema.parse({ code, ...refusals[code] }), 'fr', clock),
    )
    expect(invalid).toBe(`Commande mal formée${HARD}: command.position.lat: Too big expected <=90`)
    expect(failed).toBe('Le serveur a échoué, rien n’a changé. Référence 1f0c9a2e.')
  })
})

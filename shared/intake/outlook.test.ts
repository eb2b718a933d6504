import { describe, expect, it } from 'vitest'
import { callsOut } from '../call-out/hazard.ts'
import { assess } from '../catalogue/assess.ts'
import type { Service } from '../catalogue/service.ts'
import { deadlineFor } from '../deadline.ts'
import type { LonLat } from '../geo.ts'
import { HOUR, type Instant, instant } from '../instant.ts'
import type { Calendar } from '../on-call/calendar.ts'
import type { Rota } from '../on-call/rota.ts'
import { onCallRulesSchema } from '../protocol/on-call.ts'
import { aTicket, aTurn, HOLE, NOISE } from '../test-board.ts'
import { circumstancesOf } from '../town.ts'
import { wallInstant } from '../wall-clock.ts'
import { outlookOf } from './outlook.ts'

const timeZone = 'Europe/Paris'
/** 26 November 2026 is a Thursday. */
const at = (day: number, hour: number, minute = 0): Instant =>
  instant(wallInstant({ year: 2026, month: 11, day, hour, minute, second: 0 }, timeZone) ?? 0)
const day = [{ from: '08:00', until: '17:30' }]
const calendar: Calendar = {
  hours: { monday: day, tuesday: day, wednesday: day, thursday: day, friday: day, saturday: [], sunday: [] },
  holidays: 'france',
  exceptions: [],
}
const rules = onCallRulesSchema.parse({
  changeOver: { day: 'friday', at: '12:00' },
  agencies: [{ agency: 'roads', domain: 'roads', calendar }],
})
const week = { from: at(20, 12), until: at(30, 12) }
const ROADS: Rota = [aTurn(1, week)]
const MANAGERS: Rota = [aTurn(1, { ...week, domain: 'managers' })]

const hole: Service = { ...HOLE, priority: 2 }
const sign: Service = { ...HOLE, deadlines: { ...HOLE.deadlines, secured: 1440 } }
const bin: Service = { ...NOISE, agency: 'cleanliness', priority: 4 }
const gas: Service = { ...HOLE, agency: 'gas', priority: 1 }
const noise: Service = {
  ...NOISE,
  questions: [
    {
      code: 'MENACE',
      datatype: 'singlevaluelist',
      label: { fr: 'Menace', en: 'Threat' },
      say: { fr: 'Quelqu’un est-il menacé ?', en: 'Is anyone threatened?' },
      required: true,
      choices: [
        { key: 'OUI', name: { fr: 'oui', en: 'yes' } },
        { key: 'NON', name: { fr: 'non', en: 'no' } },
      ],
    },
  ],
  rules: [
    { when: { question: 'MENACE', is: ['OUI'] }, priority: 1 },
    { when: { question: 'MENACE', is: ['NON'] }, agency: 'roads' },
  ],
}

const HERE = { lon: 1.44, lat: 43.6 }

const given = (
  service: Service,
  now: Instant,
  rota: Rota = ROADS,
  answers = {},
  position: LonLat | null = HERE,
) =>
  outlookOf({
    service,
    assessment: assess(service, answers),
    agencies: [
      { code: 'municipal_police', kind: 'police' },
      { code: 'roads', kind: 'city_service' },
      { code: 'cleanliness', kind: 'city_service' },
      { code: 'gas', kind: 'partner' },
    ],
    rules,
    rota,
    timeZone,
    now,
    circumstances: circumstancesOf(
      { jurisdictions: [], timeZone, agencies: rules.agencies },
      { position, district: '1.1' },
      now,
    ),
  })

const turnTo = { fr: 'Voyez votre mairie.', en: 'Ask your own town.' }
const territory = { districts: ['6.3'], jurisdictions: [], elsewhere: turnTo }
const NIGHT = at(26, 23)
const MORNING = at(26, 9)

describe('what will happen to a call', () => {
  it.each([
    ['noise at night', given(noise, NIGHT), { kind: 'crew', priority: 2, target: 'on_scene', minutes: 20 }],
    [
      'noise, and someone threatened',
      given(noise, NIGHT, ROADS, { MENACE: 'OUI' }),
      { kind: 'crew', priority: 1, minutes: 10 },
    ],
    [
      'noise that is for the roads',
      given(noise, MORNING, ROADS, { MENACE: 'NON' }),
      { kind: 'service', agency: 'roads', until: at(26, 17, 30) },
    ],
    [
      'of an agency that is gone from the catalogue',
      given({ ...NOISE, agency: 'gone' }, NIGHT),
      { kind: 'crew', agency: 'gone' },
    ],
    ['gas', given(gas, NIGHT), { kind: 'outside', agency: 'gas', priority: 1, handed: false }],
    ['gas, a hazard', given({ ...gas, priority: 3 }, NIGHT), { kind: 'outside', handed: false }],
    [
      'gas that can wait',
      given({ ...gas, priority: 3, deadlines: sign.deadlines }, NIGHT),
      { kind: 'outside', handed: true },
    ],
    [
      'gas that can wait, of which nobody knows where',
      given({ ...gas, priority: 3, deadlines: sign.deadlines }, NIGHT, ROADS, {}, null),
      { kind: 'outside', handed: false },
    ],
    [
      'a hole by day',
      given(hole, MORNING),
      { kind: 'service', until: at(26, 17, 30), target: 'secured', minutes: 60 },
    ],
    ['a hole a minute before closing', given(hole, at(26, 17, 29)), { kind: 'service' }],
    ['a hole at closing', given(hole, at(26, 17, 30)), { kind: 'on_call', domain: 'roads' }],
    ['a hole at night', given(hole, NIGHT), { kind: 'on_call', domain: 'roads', minutes: 60 }],
    ['a hole on a Sunday', given(hole, at(29, 10)), { kind: 'on_call', domain: 'roads' }],
    [
      'a hole on 11 November',
      given(hole, at(11, 10), [aTurn(1, { from: at(9, 0), until: at(13, 0) })]),
      { kind: 'on_call' },
    ],
    ['a hole, managers alone on call', given(hole, NIGHT, MANAGERS), { kind: 'on_call', domain: 'managers' }],
    ['a hole, and one in the rota', given(hole, NIGHT, []), { kind: 'nobody_on_call', domain: 'roads' }],
    ['a sign at night', given(sign, NIGHT), { kind: 'at_opening', opensAt: at(27, 8) }],
    ['a sign on a Friday evening', given(sign, at(27, 18)), { kind: 'at_opening', opensAt: at(30, 8) }],
    ['a bin where none are taken', given({ ...bin, territory }, NIGHT), { kind: 'elsewhere', turnTo }],
    ['a hole where none are taken: it is urgent', given({ ...hole, territory }, NIGHT), { kind: 'on_call' }],
    [
      'a bin after hours, of a type that is taken in hours alone',
      given({ ...bin, openingHours: 'roads' }, at(27, 18)),
      { kind: 'closed', agency: 'roads', opensAt: at(30, 8) },
    ],
    ['the same in hours', given({ ...bin, openingHours: 'roads' }, MORNING), { kind: 'service' }],
    ['a bin, whose service tells no hours', given(bin, NIGHT), { kind: 'service', until: null }],
  ])('[IK-1] [IK-14] %s', (_what, outlook, expected) => {
    expect(outlook).toMatchObject(expected)
  })

  it('[IK-1] is promised by the deadline that the ticket will have', () => {
    const { dueAt, minutes } = given(hole, NIGHT)
    expect(dueAt).toBe(NIGHT + minutes * 60_000)
  })

  it('[IK-1] says that someone is called whenever, and only when, someone is', () => {
    for (const service of [hole, sign, bin, noise, gas]) {
      for (let hour = 0; hour < 24 * 8; hour++) {
        const now = instant(at(23, 0) + hour * HOUR)
        const { priority, needs } = assess(service, {})
        const deadline = deadlineFor(service, priority, now)
        const ticket = aTicket(1, { priority, needs, deadline })
        const called = callsOut(ticket, service, rules, now, timeZone) !== null
        const { kind } = given(service, now)
        expect([service.code, hour, kind === 'on_call' || kind === 'nobody_on_call']).toEqual([
          service.code,
          hour,
          called,
        ])
      }
    }
  })
})

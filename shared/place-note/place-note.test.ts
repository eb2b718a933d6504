import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Board, evolve, evolveBoard } from '../board.ts'
import { commandSchema } from '../command.ts'
import { decide } from '../decide.ts'
import { isRefusal } from '../decision.ts'
import { type Actor, ticketOf } from '../event.ts'
import { HOUR, type Instant, instant, after as instantAfter, MINUTE } from '../instant.ts'
import { keysOf } from '../keys-of.ts'
import {
  aBoard,
  aCrew,
  anAssignment,
  aPlaceNote,
  aTicket,
  crewId,
  DISPATCHER,
  NOISE,
  NOW,
  placeNoteId,
  published,
  stored,
  ticketId,
} from '../test-board.ts'
import { type PlaceNoteAction, type PlaceNoteState, placeNoteMachine, placeNoteStates } from './machine.ts'
import { holds, kindOf, lifetimeOf, type PlaceNote, placeCategorySchema, reaches } from './place-note.ts'

const DAY = 24 * HOUR
const LATER = instant(NOW + 5 * DAY)
const CREW: Actor = { id: 'c', role: 'crew', label: 'ALPHA 1', crewId: crewId(1) }
const textId = '00000008-0000-4000-8000-000000000001'
const on = { placeNoteId: placeNoteId(1), ticketId: ticketId(1) }
const noted = {
  type: 'note_place',
  ...on,
  category: 'dog',
  position: { lon: 1.44, lat: 43.6 },
  radius: 40,
  until: null,
  text: 'Deux molosses dans la cour.',
}

function run(board: Board, command: object, actor: Actor, now: Instant = LATER) {
  const known = published(NOISE)
  const context = {
    now,
    actor,
    serviceOf: known.serviceOf.bind(known),
    agencyOf: published().agencyOf,
    nextTicketNumber: 2050,
  }
  return decide(board, commandSchema.parse(command), context)
}
const told = (...given: Parameters<typeof run>) => {
  const decision = run(...given)
  return isRefusal(decision) ? decision.code : decision.map(({ type }) => type).join()
}
function noteAfter(board: Board, command: object, actor: Actor, now: Instant = LATER) {
  const decision = run(board, command, actor, now)
  if (isRefusal(decision)) throw new Error(decision.code)
  const events = decision.map((event, index) => ({ ...stored(index + 1, event, now), actor }))
  // No live board keeps any: there may be thousands.
  expect(evolveBoard(board, events).placeNotes.has(placeNoteId(1))).toBe(false)
  expect(JSON.stringify(events)).not.toContain('molosse')
  return evolve(board, events).placeNotes.get(placeNoteId(1))
}

/** Crew 1 is on ticket 1, crew 2 on ticket 2 elsewhere; `notes` are known. */
function board(...notes: PlaceNote[]): Board {
  const elsewhere = aTicket(2, { position: { lon: 1.46, lat: 43.6 } })
  return aBoard(
    [aTicket(1), elsewhere, aTicket(3, { position: null })],
    [aCrew(1), aCrew(2)],
    [anAssignment(1, 'on_scene'), anAssignment(2, 'on_scene')],
    [],
    notes,
  )
}

describe('[KP-1] a note on a place', () => {
  it('says what, where, until when, who and when; its words are not in it', () => {
    expect(noteAfter(board(), noted, DISPATCHER)).toEqual(
      aPlaceNote(1, { notedAt: LATER, until: instantAfter(LATER, 183 * DAY) }),
    )
    const code = { ...noted, category: 'code', radius: 300 }
    expect(noteAfter(board(), code, CREW)).toEqual(
      aPlaceNote(1, {
        kind: 'access',
        category: 'code',
        radius: 300,
        notedAt: LATER,
        notedBy: 'ALPHA 1',
        until: instantAfter(LATER, 730 * DAY),
      }),
    )
  })

  it('may hold for less, and never for longer, nor until what has passed', () => {
    for (const category of placeCategorySchema.options) {
      const most = lifetimeOf(kindOf(category))
      const until = (ms: number) => told(board(), { ...noted, category, until: LATER + ms }, DISPATCHER)
      expect([until(1), until(most), until(most + 1), until(0), until(-1)]).toEqual([
        'place_noted',
        'place_noted',
        'end_refused',
        'end_refused',
        'end_refused',
      ])
    }
    const tooLong = { ...noted, until: LATER + 400 * DAY }
    expect(run(board(), tooLong, DISPATCHER)).toEqual({ code: 'end_refused', days: 183 })
  })

  it('is shown from the instant it was noted until its end, excluded, unless it was withdrawn', () => {
    const { until } = aPlaceNote(1)
    expect([holds(aPlaceNote(1), NOW), holds(aPlaceNote(1), instant(until - 1))]).toEqual([true, true])
    expect([holds(aPlaceNote(1), until), holds(aPlaceNote(1, { withdrawnAt: NOW }), NOW)]).toEqual([
      false,
      false,
    ])
  })

  it('has an id once, and is told on a ticket that is known', () => {
    expect(told(board(aPlaceNote(1)), noted, DISPATCHER)).toBe('already_exists')
    expect(told(board(), { ...noted, ticketId: ticketId(9) }, DISPATCHER)).toBe('unknown_ticket')
    expect(told(board(), { ...noted, ticketId: null }, DISPATCHER)).toBe('place_noted')
    const [event] = (run(board(), noted, DISPATCHER) as never[]) ?? []
    expect(event && ticketOf(event)).toBe(ticketId(1))
  })
})

describe('[KP-2] the machine of a note on a place', () => {
  /** Written from the rule, not from the table; every other cell refuses. */
  const EXPECTED: Record<string, PlaceNoteState> = {
    'standing confirm': 'standing',
    'standing correct': 'standing',
    'standing dispute': 'disputed',
    'standing withdraw': 'withdrawn',
    'disputed confirm': 'standing',
    'disputed correct': 'standing',
    'disputed withdraw': 'withdrawn',
  }
  const actions = keysOf(placeNoteMachine.standing)
  const cells = placeNoteStates.flatMap((state) => actions.map((action) => [state, action] as const))
  const NOTES: Record<PlaceNoteState, PlaceNote> = {
    standing: aPlaceNote(1),
    disputed: aPlaceNote(1, { disputedAt: NOW, disputedBy: 'ALPHA 2' }),
    withdrawn: aPlaceNote(1, { withdrawnAt: NOW }),
    ended: aPlaceNote(1, { until: LATER }),
  }
  const COMMANDS: Record<PlaceNoteAction, [object, Actor]> = {
    confirm: [{ type: 'confirm_place_note', ...on }, DISPATCHER],
    correct: [{ type: 'correct_place_note', ...on, textId, text: 'Un seul molosse.' }, DISPATCHER],
    dispute: [{ type: 'dispute_place_note', ...on }, CREW],
    withdraw: [{ type: 'withdraw_place_note', ...on, reason: 'mistake' }, DISPATCHER],
  }

  it.each(cells)('%s × %s', (state, action) => {
    const expected = EXPECTED[`${state} ${action}`] ?? 'refuse'
    expect(placeNoteMachine[state][action]).toBe(expected)
    const [command, actor] = COMMANDS[action]
    const given = board(NOTES[state])
    if (expected === 'refuse') {
      expect(told(given, command, actor)).toBe(state === 'disputed' ? 'nothing_changes' : 'place_note_over')
      return
    }
    const note = noteAfter(given, command, actor)
    expect([note?.withdrawnAt !== null, note?.disputedAt !== null]).toEqual([
      expected === 'withdrawn',
      expected === 'disputed' || (expected === 'withdrawn' && state === 'disputed'),
    ])
    expect(told(aBoard([aTicket(1)], [aCrew(1)], [anAssignment(1, 'on_scene')]), command, actor)).toBe(
      'unknown_place_note',
    )
  })

  it('[KP-3] confirming renews it for as long as it was said to hold, by whoever said so last', () => {
    const short = aPlaceNote(1, { until: instantAfter(NOW, 6 * DAY), disputedAt: NOW, disputedBy: 'ALPHA 2' })
    const once = noteAfter(board(short), COMMANDS.confirm[0], CREW)
    expect(once).toEqual(
      aPlaceNote(1, { until: instantAfter(LATER, 6 * DAY), confirmedAt: LATER, confirmedBy: 'ALPHA 1' }),
    )
    if (once === undefined) throw new Error('There is no note.')
    const again = instantAfter(LATER, 30 * MINUTE)
    const twice = noteAfter(board(once), COMMANDS.confirm[0], DISPATCHER, again)
    expect(twice).toMatchObject({
      until: instantAfter(again, 6 * DAY),
      confirmedAt: again,
      confirmedBy: 'Poste 1',
    })
  })

  it('[KP-3] correcting answers a dispute and changes no end', () => {
    const note = noteAfter(board(NOTES.disputed), COMMANDS.correct[0], DISPATCHER)
    expect(note).toEqual(aPlaceNote(1))
  })

  it('[KP-3] no note ever outlives what its kind allows, counted from who last vouched for it', () => {
    const days = fc.integer({ min: 1, max: 183 })
    fc.assert(
      fc.property(days, fc.array(fc.integer({ min: 0, max: 200 }), { maxLength: 8 }), (span, waits) => {
        let note = aPlaceNote(1, { until: instantAfter(NOW, span * DAY) })
        let now = NOW
        for (const wait of waits) {
          now = instantAfter(now, wait * DAY)
          const decision = run(board(note), COMMANDS.confirm[0], DISPATCHER, now)
          expect(isRefusal(decision)).toBe(now >= note.until)
          if (isRefusal(decision)) return
          note = evolve(board(), [stored(1, decision[0] as never, now)]).placeNotes.get(note.id) ?? note
          expect(note.until - now).toBe(span * DAY)
        }
      }),
    )
  })
})

describe('[KP-4] who may say what of a place', () => {
  const commands = {
    note: noted,
    confirm: { type: 'confirm_place_note', ...on },
    dispute: { type: 'dispute_place_note', ...on },
    correct: { type: 'correct_place_note', ...on, textId, text: 'Un seul.' },
    withdraw: { type: 'withdraw_place_note', ...on, reason: 'no_longer_true' },
  }
  const given = (command: keyof typeof commands) => (command === 'note' ? board() : board(aPlaceNote(1)))
  const names = keysOf(commands)

  it.each(names)('a crew on the ticket: %s', (name) => {
    const may = name === 'note' || name === 'confirm' || name === 'dispute'
    expect(told(given(name), commands[name], CREW) !== 'not_allowed').toBe(may)
  })

  it.each(names)('a crew of no ticket, or of another: %s', (name) => {
    for (const ticket of [null, ticketId(2), ticketId(9)])
      expect(told(given(name), { ...commands[name], ticketId: ticket }, CREW)).toMatch(
        /^(not_allowed|unknown_ticket)$/,
      )
  })

  it.each(['note', 'confirm', 'dispute'] as const)(
    'a crew of a place that is not its ticket’s: %s',
    (name) => {
      const other: Actor = { ...CREW, crewId: crewId(2), label: 'ALPHA 2' }
      const command = { ...commands[name], ticketId: ticketId(2) }
      expect(run(given(name), command, other)).toEqual({ code: 'place_elsewhere', ticketNumber: 2002 })
      expect(told(given(name), command, DISPATCHER)).not.toBe('place_elsewhere')
    },
  )

  it('reaches what lies within its radius, on the ground, and nothing without a place', () => {
    const { lon, lat } = aPlaceNote(1).position
    const metre = 1 / 111_195
    expect(reaches(aPlaceNote(1), { lon, lat: lat + 39.5 * metre })).toBe(true)
    expect(reaches(aPlaceNote(1), { lon, lat: lat + 40.5 * metre })).toBe(false)
    expect(reaches(aPlaceNote(1), null)).toBe(false)
  })
})

describe('[KP-6] at the door', () => {
  it.each<[string, object]>([
    ['a radius of 9 m', { radius: 9 }],
    ['a radius of 301 m', { radius: 301 }],
    ['half a metre', { radius: 40.5 }],
    ['an unknown category', { category: 'ghost' }],
    ['a kind of its own', { kind: 'hazard' }],
    ['501 characters', { text: 'x'.repeat(501) }],
    ['nothing in words', { text: ' \u202e ' }],
    ['an end without end', { until: Number.POSITIVE_INFINITY }],
    ['an end in words', { until: 'never' }],
    ['a place off the earth', { position: { lon: 1, lat: 91 } }],
    ['no place', { position: null }],
    ['no ticket named', { ticketId: undefined }],
  ])('%s is refused', (_what, change) => {
    expect(commandSchema.safeParse({ ...noted, ...change }).success).toBe(false)
  })

  it('markup is kept as text, 500 characters are, and no words at all', () => {
    const parse = (text: string | null) => commandSchema.parse({ ...noted, text })
    expect(parse('<b onclick="x()">chien</b>')).toMatchObject({ text: '<b onclick="x()">chien</b>' })
    expect(parse('x'.repeat(500))).toMatchObject({ text: 'x'.repeat(500) })
    expect(parse(null)).toMatchObject({ text: null })
  })
})

describe('[KP-12] that the caller was called back', () => {
  it('is said of a ticket that is known, ended or not, again and again, and changes nothing else', () => {
    const call = { type: 'call_back', ticketId: ticketId(1) }
    expect(told(board(), call, DISPATCHER)).toBe('caller_called_back')
    expect(told(board(), call, { ...DISPATCHER, role: 'operator' })).toBe('caller_called_back')
    expect(told(board(), call, CREW)).toBe('not_allowed')
    expect(told(aBoard([aTicket(1, { status: 'closed' })]), call, DISPATCHER)).toBe('caller_called_back')
    expect(told(board(), { ...call, ticketId: ticketId(9) }, DISPATCHER)).toBe('unknown_ticket')
    const after = evolve(board(), [stored(1, { type: 'caller_called_back', ticketId: ticketId(1) })])
    expect(after.tickets.get(ticketId(1))).toEqual(aTicket(1))
  })
})

import { describe, expect, it } from 'vitest'
import type { Board } from '../board.ts'
import { instant } from '../instant.ts'
import { aBoard, aCrew, aCrewOn, anAssignment, aTicket, crewId, NOW, ticketId } from '../test-board.ts'
import { apply, note, refusalOf, run } from '../test-decide.ts'
import { type Duty, duties } from './crew.ts'
import { dutyMachine } from './machine.ts'

describe('commands on a crew, in every duty', () => {
  const commands = {
    come_on_duty: { members: 3 },
    go_off_duty: {},
    make_available: {},
    take_break: {},
    make_unavailable: { reason: 'panne' },
    change_outfit: { members: 3, vehicle: 'V9', equipment: [] },
    hand_over: { noteId: note, text: 'clés au poste' },
    take_over: { members: 3, vehicle: 'V9', equipment: [] },
    raise_distress: { ticketId: ticketId(7), position: null },
    end_distress: { reason: 'voix entendue' },
  } as const
  const cells = duties.flatMap((duty) =>
    Object.keys(commands).map((action) => [duty, action as keyof typeof commands] as const),
  )

  it.each(cells)('[D-3] %s × %s does what the machine says', (duty: Duty, action) => {
    const handOver = { at: NOW, noteId: null, takenAt: null }
    const board = aBoard([], [{ ...aCrewOn(1, duty), handOver }])
    const command = { type: action, crewId: crewId(1), ...commands[action] }
    const to = dutyMachine[duty][action]
    const refused = refusalOf(board, command)
    if (to === 'refuse') expect(refused).toBe(action === 'end_distress' ? 'no_distress' : 'duty_refused')
    else expect(apply(board, command).crews.get(crewId(1))?.duty).toBe(to === 'resume' ? 'available' : to)
  })

  it('[D-4] does not let a crew leave or rest with work in hand', () => {
    const board = aBoard([aTicket(1)], [aCrew(1)], [anAssignment(1, 'dispatched')])
    expect(refusalOf(board, { type: 'go_off_duty', crewId: crewId(1) })).toBe('assignments_open')
    expect(refusalOf(board, { type: 'take_break', crewId: crewId(1) })).toBe('assignments_open')
    expect(refusalOf(board, { type: 'make_unavailable', crewId: crewId(1), reason: 'panne' })).toBe(
      'accepted',
    )
  })

  it('[D-5] opens a ticket for a distress, is taken in charge once, and goes back to the duty before', () => {
    const raise = {
      type: 'raise_distress',
      crewId: crewId(1),
      ticketId: ticketId(7),
      position: { lon: 1.44, lat: 43.6 },
    }
    const raised = apply(aBoard([], [aCrewOn(1, 'on_break')]), raise)
    expect(raised.tickets.get(ticketId(7))).toMatchObject({
      serviceCode: 'CREW_DISTRESS',
      priority: 1,
      position: { lon: 1.44 },
    })
    const charge = { type: 'take_charge_of_distress', crewId: crewId(1) }
    const taken = apply(raised, charge)
    expect(taken.crews.get(crewId(1))?.distress).toMatchObject({ takenBy: 'Admin' })
    expect(run(taken, charge)).toMatchObject({ code: 'distress_taken', by: 'Admin' })
    const over = apply(taken, { type: 'end_distress', crewId: crewId(1), reason: 'voix entendue' })
    expect(over.crews.get(crewId(1))).toMatchObject({ duty: 'on_break', distress: null })
  })

  it('[D-7] a crew is on duty since it came on, or called for help, until it goes off', () => {
    const since = (board: Board) => board.crews.get(crewId(1))?.onDutyAt
    const on = apply(aBoard([], [aCrewOn(1, 'off')]), { type: 'come_on_duty', crewId: crewId(1), members: 2 })
    expect(since(on)).toBe(NOW)
    const later = {
      ...on,
      crews: new Map([...on.crews].map(([id, crew]) => [id, { ...crew, onDutyAt: instant(7) }])),
    }
    const pause = apply(later, { type: 'take_break', crewId: crewId(1) })
    const call = { type: 'raise_distress', crewId: crewId(1), ticketId: ticketId(7), position: null } as const
    const over = apply(apply(pause, call), { type: 'end_distress', crewId: crewId(1), reason: 'vue' })
    expect([since(pause), since(over)]).toEqual([7, 7])
    expect(since(apply(over, { type: 'go_off_duty', crewId: crewId(1) }))).toBeNull()
    const home = apply(aBoard([], [aCrewOn(1, 'off')]), call)
    expect(since(home)).toBe(NOW)
    expect(since(apply(home, { type: 'end_distress', crewId: crewId(1), reason: 'vue' }))).toBeNull()
  })

  it('[D-6] gives a call sign and a number to one crew only', () => {
    const {
      duty: _,
      dutyAt: _1,
      dutyReason: _2,
      dutyBefore: _3,
      freeAt: _4,
      distress: _5,
      onDutyAt: _6,
      heardAt: _7,
      ...crew
    } = aCrew(1)
    expect(
      refusalOf(aBoard([], [aCrew(1)]), { type: 'register_crew', crew: { ...crew, id: crewId(2) } }),
    ).toBe('call_sign_taken')
    const again = apply(aBoard([], [aCrewOn(1, 'on_break')]), {
      type: 'register_crew',
      crew: { ...crew, members: 4 },
    })
    expect(again.crews.get(crewId(1))).toMatchObject({ members: 4, duty: 'on_break' })
  })
})

import { describe, expect, it } from 'vitest'
import { aCrew, assignmentId, crewId, FLEET, NOW, placeNoteId, ticketId } from '../../shared/test-board.ts'
import { readCommand } from './sent-command.ts'

const door = {
  now: () => NOW,
  within: ({ lon }: { lon: number }) => lon > 1 && lon < 2,
  lastPosition: () => null,
  fleet: FLEET,
  placeAt: () => ({
    nearest: {
      kind: 'street' as const,
      label: 'Rue Lafayette',
      municipality: null,
      lon: 1.45,
      lat: 43.6,
      metres: 4,
    },
    district: { code: '1.1', short: 'Capitole' },
  }),
}
const onView = (given: object = {}) => ({
  id: '00000009-0000-4000-8000-000000000001',
  command: {
    type: 'report_on_view',
    ticketId: ticketId(1),
    assignmentId: assignmentId(1),
    crewId: crewId(1),
    serviceCode: 'HOLE',
    position: { lon: 1.45, lat: 43.6 },
    address: null,
    district: null,
    report: {
      id: '00000009-0000-4000-8000-000000000002',
      description: null,
      firstName: null,
      lastName: null,
      phone: null,
      email: null,
    },
    ...given,
  },
})

it('[KP-6] a place outside the territory served is refused at the door', () => {
  const note = {
    type: 'note_place',
    placeNoteId: placeNoteId(1),
    ticketId: null,
    category: 'dog',
    position: { lon: 1.45, lat: 43.6 },
    radius: 40,
    until: null,
    text: 'Un chien.',
  }
  const sent = (position: object) =>
    readCommand({ id: '00000009-0000-4000-8000-000000000001', command: { ...note, position } }, door)
  expect(sent(note.position)).toMatchObject({ command: note })
  expect(sent({ lon: 5, lat: 43.6 })).toMatchObject({ code: 'invalid' })
})

describe('[SH-8] what a crew takes with it, at the door', () => {
  const said = (command: object) =>
    readCommand(
      { id: '00000009-0000-4000-8000-000000000003', command: { crewId: crewId(1), ...command } },
      door,
    )
  const outfit = { members: 2, vehicle: 'V1', equipment: ['radio', 'cones'] }

  it.each(['come_on_duty', 'change_outfit', 'take_over'])('is of the town’s fleet: %s', (type) => {
    expect(said({ type, ...outfit })).toMatchObject({ command: outfit })
    expect(said({ type, ...outfit, vehicle: null, equipment: [] })).toMatchObject({ command: { type } })
    expect(said({ type, ...outfit, vehicle: '999' })).toEqual({
      code: 'invalid',
      problem: 'command.vehicle: there is no 999 in the fleet',
    })
    expect(said({ type, ...outfit, equipment: ['radio', 'bazooka'] })).toEqual({
      code: 'invalid',
      problem: 'command.equipment: there is no bazooka in the fleet',
    })
  })

  it('is of the town’s fleet in a registration, and need not be said when it comes on duty', () => {
    expect(said({ type: 'come_on_duty', members: 2 })).toMatchObject({ command: { members: 2 } })
    const { callSign, number, kind, skills, territory } = aCrew(1)
    const crew = { id: crewId(1), callSign, number, kind, skills, territory, ...outfit, vehicle: '999' }
    const sent = { id: '00000009-0000-4000-8000-000000000004', command: { type: 'register_crew', crew } }
    expect(readCommand(sent, door)).toMatchObject({ code: 'invalid' })
  })
})

describe('[T-7] what a crew comes upon, at the door', () => {
  it('is given the name of its place, which a tablet cannot ask for', () => {
    expect(readCommand(onView(), door)).toMatchObject({
      command: { address: 'Rue Lafayette', district: '1.1' },
    })
  })

  it('keeps the name that its sender gives', () => {
    expect(readCommand(onView({ address: 'Devant la mairie' }), door)).toMatchObject({
      command: { address: 'Devant la mairie', district: null },
    })
  })

  it('is refused outside the territory served', () => {
    expect(readCommand(onView({ position: { lon: 5, lat: 43.6 } }), door)).toMatchObject({ code: 'invalid' })
  })
})

import { describe, expect, it } from 'vitest'
import { assignmentId, crewId, NOW, placeNoteId, ticketId } from '../../shared/test-board.ts'
import { readCommand } from './sent-command.ts'

const door = {
  now: () => NOW,
  within: ({ lon }: { lon: number }) => lon > 1 && lon < 2,
  lastPosition: () => null,
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

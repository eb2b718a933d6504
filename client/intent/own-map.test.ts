import { describe, expect, it } from 'vitest'
import { NO_FLEET } from '../../shared/crew/fleet.ts'
import { onCallRulesSchema } from '../../shared/protocol/on-call.ts'
import { aBoard, aCrew, anAssignment, aTicket, crewId } from '../../shared/test-board.ts'
import { hasMoved, placesToKeep } from './own-map.ts'

const session = {
  role: 'crew' as const,
  label: 'ALPHA 1',
  userName: 'equipage',
  tablet: null,
  crewId: crewId(1),
}
const city = {
  name: 'Ville',
  jurisdiction: 'ville',
  timeZone: 'Europe/Paris',
  center: [1.4, 43.6] as [number, number],
  zoom: 12,
  bounds: [1.3, 43.5, 1.5, 43.7] as [number, number, number, number],
  label: { fr: '', en: '' },
  credit: { fr: '', en: '' },
  districts: [],
  jurisdictions: [] as [],
  onCall: onCallRulesSchema.parse({ changeOver: { day: 'friday', at: '12:00' }, agencies: [] }),
  fleet: NO_FLEET,
  mapVersion: '1',
}
const here = { lon: 1.44, lat: 43.6 }

describe('[OF-13] the places whose map is kept', () => {
  const board = aBoard(
    [aTicket(1, { position: { lon: 1.46, lat: 43.61 } }), aTicket(2, { position: null }), aTicket(3)],
    [aCrew(1), aCrew(3)],
    [
      anAssignment(1, 'en_route'),
      anAssignment(2, 'dispatched', { crewId: crewId(1) }),
      anAssignment(3, 'dispatched', { crewId: crewId(3) }),
    ],
  )

  it('are around the crew, and where its own tickets are', () => {
    expect(placesToKeep({ session, board, city }, () => here)).toEqual([
      { point: here, metres: 3_000 },
      { point: { lon: 1.46, lat: 43.61 }, metres: 1_000 },
    ])
  })

  it('are the middle of the city for a crew that does not know where it is', () => {
    const [first] = placesToKeep({ session, board, city }, () => undefined)
    expect(first?.point).toEqual({ lon: 1.4, lat: 43.6 })
  })

  it('are asked for again once the crew has gone a kilometre, or has another place to go to', () => {
    const at = (lon: number) => [{ point: { lon, lat: 43.6 }, metres: 3_000 }]
    expect(hasMoved(at(1.44), at(1.445))).toBe(false)
    expect(hasMoved(at(1.44), at(1.46))).toBe(true)
    const ticket = { point: { lon: 1.48, lat: 43.6 }, metres: 1_000 }
    expect(hasMoved(at(1.44), [...at(1.44), ticket])).toBe(true)
    expect(hasMoved([...at(1.44), ticket], at(1.44))).toBe(false)
  })
})

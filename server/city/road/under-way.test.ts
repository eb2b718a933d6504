import { describe, expect, it } from 'vitest'
import type { AssignmentStatus } from '../../../shared/assignment/assignment.ts'
import type { Priority } from '../../../shared/catalogue/service.ts'
import type { Crew } from '../../../shared/crew/crew.ts'
import { aBoard, aCrew, anAssignment, aTicket, NOW } from '../../../shared/test-board.ts'
import { usualSpeeds } from './street-speeds.ts'
import { isUnderWay } from './under-way.ts'

const onIt = (statuses: readonly AssignmentStatus[], given: Partial<Crew> = {}, priority: Priority = 2) => {
  const crew = aCrew(1, { freeAt: null, ...given })
  const tickets = statuses.map((_, index) => aTicket(index + 1, { priority }))
  const assignments = statuses.map((status, index) => ({
    ...anAssignment(index + 1, status),
    crewId: crew.id,
    ticketId: tickets[index]?.id ?? aTicket(1).id,
  }))
  return isUnderWay(crew, aBoard(tickets, [crew], assignments), usualSpeeds)
}

describe('who teaches the speeds of streets', () => {
  it('[R-34] a crew with a car or a motorcycle, on its way to a ticket', () => {
    expect(onIt(['en_route'])).toBe(true)
    expect(onIt(['en_route', 'dispatched'])).toBe(true)
    expect(onIt(['en_route'], { kind: 'motorcycle' })).toBe(true)
  })

  it.each(['dispatched', 'acknowledged', 'on_scene', 'secured', 'cleared', 'recalled', 'declined'] as const)(
    '[R-34] not one whose assignment is %s',
    (status) => expect(onIt([status])).toBe(false),
  )

  it('[R-34] not one on foot or bicycle, free, off duty or in distress, on scene elsewhere, or driving with blue light', () => {
    expect(onIt(['en_route'], { kind: 'foot' })).toBe(false)
    expect(onIt(['en_route'], { kind: 'bicycle' })).toBe(false)
    expect(onIt(['en_route'], { freeAt: NOW })).toBe(false)
    expect(onIt([])).toBe(false)
    expect(onIt(['en_route'], { duty: 'off' })).toBe(false)
    expect(onIt(['en_route'], { distress: { at: NOW, takenBy: null, takenAt: null } })).toBe(false)
    expect(onIt(['en_route', 'on_scene'])).toBe(false)
    expect(onIt(['en_route'], {}, 1)).toBe(false)
  })
})

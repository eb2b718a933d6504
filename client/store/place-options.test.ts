import { describe, expect, it } from 'vitest'
import { aTicket } from '../../shared/test-board.ts'
import { nearTo } from './near.ts'
import { sameAs } from './place-options.ts'

const PLACE = { lon: 1.45, lat: 43.61, address: 'Rue Valade', district: null }
const tickets = [1, 2, 3, 41, 42].map((number) => aTicket(number))
tickets.push(aTicket(43, { position: null }))

describe('places that are known already', () => {
  it.each([
    ['', ['Rue Valade', 2042, 2041, 2003]],
    ['même lieu', ['Rue Valade', 2042, 2041, 2003]],
    ['same place', ['Rue Valade', 2042, 2041, 2003]],
    ['F-2041', [2041]],
    ['f 204', [2042, 2041]],
    ['2002', [2002]],
    ['2043', []],
    ['12 rue des lois', []],
    ['rue mémé', []],
  ])('[IK-7] « %s » means that of an earlier call or of a ticket', (line, expected) => {
    const found = sameAs(line, tickets, [PLACE]).map((option) =>
      option.kind === 'last' ? option.place.address : option.kind === 'ticket' ? option.ticket.number : null,
    )
    expect(found).toEqual(expected)
  })

  it('[IK-4] the open tickets no farther than asked for, the nearest first', () => {
    const at = (number: number, metres: number) =>
      aTicket(number, { position: { lon: 1.44, lat: 43.6 + metres / 111_195 } })
    const open = [at(1, 140), at(2, 20), at(3, 160), aTicket(4, { position: null })]
    const near = nearTo({ lon: 1.44, lat: 43.6 }, open, 150)
    expect(near.map(({ ticket, metres }) => [ticket.number, Math.round(metres)])).toEqual([
      [2002, 20],
      [2001, 140],
    ])
    expect(nearTo(null, open, 150)).toEqual([])
  })
})

import { describe, expect, it } from 'vitest'
import type { MappedRow, Movement } from './map-row.ts'
import { actionsOf, planReplay } from './plan.ts'
import { replayMapSchema } from './replay-map.ts'

function row(line: number, id: string, at: number, movement: Partial<Movement> | null = null): MappedRow {
  return {
    line,
    id,
    at,
    service: 'RIXE',
    address: '1 A ST',
    point: null,
    movement: movement && {
      unit: 'E1',
      dispatched: 10,
      enRoute: null,
      onScene: null,
      available: 90,
      ...movement,
    },
  }
}
const told = (rows: MappedRow[]) =>
  actionsOf(rows).map(({ at, do: what, row: { line } }) => `${at} ${what} ${line}`)

describe('[RP-5] what is done, in the order of its time', () => {
  it('receives a ticket that has no unit, and leaves it open', () => {
    expect(told([row(2, 'a', 30), row(3, 'b', 20)])).toEqual(['20 receive 3', '30 receive 2'])
  })

  it('receives a ticket with its earliest row and closes it after its last unit', () => {
    const first = row(3, 'a', 5, { unit: 'E2', dispatched: 12, enRoute: 15, onScene: 20, available: 50 })
    expect(
      told([row(2, 'a', 6), first].map((one) => ({ ...one, movement: one.movement ?? first.movement })))[0],
    ).toBe('5 receive 3')
    expect(told([first, row(4, 'a', 5, { unit: 'E3', dispatched: 13, available: 60 })])).toEqual([
      '5 receive 3',
      '12 dispatch 3',
      '13 dispatch 4',
      '15 en_route 3',
      '20 on_scene 3',
      '50 end 3',
      '60 end 4',
      '60 close 3',
    ])
  })

  it('takes a unit off one ticket before it sends it to the next at the same second', () => {
    const before = row(2, 'a', 0, { dispatched: 10, onScene: 20, available: 50 })
    const after = row(3, 'b', 40, { dispatched: 50, enRoute: 50, available: 50 })
    expect(told([before, after]).slice(3)).toEqual([
      '40 receive 3',
      '50 end 2',
      '50 dispatch 3',
      '50 en_route 3',
      '50 end 3',
      '50 close 2',
      '50 close 3',
    ])
  })
})

describe('[RP-4] every row read is to be played or rejected', () => {
  const map = replayMapSchema.parse({
    about: 'written for these tests',
    timeZone: 'Europe/Paris',
    columns: { id: 'Id', at: 'At', type: 'Type', address: 'Address', point: 'Point' },
    services: [],
    otherwise: 'RIXE',
    centre: [0, 0],
  })
  const file = (...ids: string[]) =>
    (async function* () {
      for (const [index, Id] of ids.entries()) {
        const fields = { Id, At: '04/12/2018 11:11:26 AM', Type: '', Address: '1 A ST', Point: '' }
        yield Id === '!' ? { line: index + 2, reason: 'broken' } : { line: index + 2, fields }
      }
    })()
  const plan = (limit: number, ...ids: string[]) => planReplay(file(...ids), map, { lon: 0, lat: 0 }, limit)

  it('rejects the duplicate of an earlier row, and names its line', async () => {
    const { lines, rows, rejected } = await plan(100, 'a', 'b', 'a', '', '!', 'a')
    expect(lines).toEqual([2, 3, 4, 5, 6, 7])
    expect(rows.map(({ line }) => line)).toEqual([2, 3])
    expect(rejected).toEqual([
      { line: 4, reason: 'duplicate of line 2' },
      { line: 5, reason: 'no Id' },
      { line: 6, reason: 'broken' },
      { line: 7, reason: 'duplicate of line 2' },
    ])
  })

  it('stops at the limit, rejected rows included', async () => {
    expect((await plan(3, 'a', '!', 'b', 'c')).lines).toEqual([2, 3, 4])
  })
})

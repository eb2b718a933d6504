import type { IncomingMessage, ServerResponse } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import type { CrewKind } from '../../../shared/crew/crew.ts'
import { type Instant, instant } from '../../../shared/instant.ts'
import { crewId } from '../../../shared/test-board.ts'
import { type Located, StraightLine } from '../road/travel-times.ts'
import { EngineTimes } from './engine-times.ts'
import { Osrm } from './osrm.ts'
import type { TableEngine } from './table-engine.ts'
import { type EngineServer, startEngineServer } from './test-engine-server.ts'
import { Valhalla } from './valhalla.ts'

const ticket = { lon: 1.44, lat: 43.6 }
const anyone = { maxSeconds: 3_600 }
const aCrewOf = (number: number, kind: CrewKind = 'patrol'): Located => ({
  crewId: crewId(number),
  kind,
  lon: 1.44 + number / 1_000,
  lat: 43.6,
})

/** Our own streets, which here answer as the crow flies. */
class Own extends StraightLine {
  hasClosures = false
}

let server: EngineServer | undefined
let own: Own
let clock: Instant
let faults: string[]
let changes: number

afterEach(() => server?.stop())

function timesOf(engine: TableEngine, longestWaitMs = 20_000): EngineTimes {
  own = new Own()
  clock = instant(1_000_000)
  faults = []
  changes = 0
  return new EngineTimes({
    engine,
    own,
    longestWaitMs,
    now: () => clock,
    onFault: (error, what) => faults.push(`${what}: ${error}`),
    onChange: () => {
      changes += 1
    },
  })
}

type Answer = (request: IncomingMessage, response: ServerResponse) => void

async function valhallaAnswering(answer: Answer, longestWaitMs?: number): Promise<EngineTimes> {
  server = await startEngineServer(answer)
  return timesOf(new Valhalla(server.url), longestWaitMs)
}
const json = (body: unknown, status = 200): Answer => {
  return (_request, response) => void response.writeHead(status).end(JSON.stringify(body))
}
const tableOf = (durations: (number | null)[][], distances = durations) =>
  json({ sources_to_targets: { durations, distances }, units: 'kilometers' })
const basisOf = async (times: EngineTimes) => (await times.nearest(ticket, [aCrewOf(1)], 1, anyone))[0]?.basis

/** An engine in this process that needs a second for each 10 m of longitude, and says what it was asked. */
class Instantly implements TableEngine {
  readonly name = 'valhalla'
  readonly modes = ['car', 'bicycle', 'foot'] as const
  readonly asked: string[] = []
  constructor(readonly limits = { pairs: 2_500, places: 2_500 }) {}
  async table(...[mode, from, to]: Parameters<TableEngine['table']>) {
    this.asked.push(`${mode} ${from.length}×${to.length}`)
    const cells = from.map(({ lon }) => to.map((one) => Math.abs(lon - one.lon) * 1e4))
    return { seconds: cells, metres: cells }
  }
}

describe('travel times by an engine of the town’s own', () => {
  it('[R-28] are ranked, at the pace of each kind, and each figure says whose it is', async () => {
    const times = await valhallaAnswering(
      tableOf([[120], [120.4], [60], [null]], [[1.2345], [1.2], [0.6], [0]]),
    )
    const crews = [aCrewOf(1), aCrewOf(2, 'motorcycle'), aCrewOf(3), aCrewOf(4)]
    expect(await times.nearest(ticket, crews, 3, anyone)).toEqual([
      { crewId: crewId(3), seconds: 60, metres: 600, basis: 'valhalla', learned: false },
      { crewId: crewId(2), seconds: 100, metres: 1200, basis: 'valhalla', learned: false },
      { crewId: crewId(1), seconds: 120, metres: 1235, basis: 'valhalla', learned: false },
    ])
    expect(await times.nearest(ticket, crews, 5, { maxSeconds: 90 })).toHaveLength(1)
    expect([times.health, times.isReady, faults]).toEqual([
      { name: 'valhalla', state: 'answering' },
      true,
      [],
    ])
    expect([...(await times.matrix(crews, [ticket]))]).toEqual([120, 100, 60, Number.POSITIVE_INFINITY])
  })

  it('[R-28] are asked by the means of each crew; ours time those that the engine cannot', async () => {
    const engine = new Instantly()
    const crews = [aCrewOf(1), aCrewOf(2, 'foot'), aCrewOf(3, 'bicycle')]
    await timesOf(engine).nearest(ticket, crews, 3, anyone)
    expect(engine.asked).toEqual(['car 1×1', 'bicycle 1×1', 'foot 1×1'])
    server = await startEngineServer(json({ code: 'Ok', durations: [[500]], distances: [[1]] }))
    const times = timesOf(new Osrm(server.url))
    const found = await times.nearest(ticket, crews, 3, anyone)
    expect(found.map(({ crewId: id, basis }) => [id, basis])).toEqual([
      [crewId(3), 'straight'],
      [crewId(2), 'straight'],
      [crewId(1), 'osrm'],
    ])
    const [car, foot] = await times.matrix(crews, [ticket])
    expect([car, foot]).toEqual([500, (await own.matrix(crews, [ticket]))[1]])
  })

  it('[R-28] come in as many requests as the engine’s limits make necessary, and as one table', async () => {
    const engine = new Instantly({ pairs: 200, places: 30 })
    const times = timesOf(engine)
    const crews = Array.from({ length: 13 }, (_, index) => aCrewOf(index))
    const tickets = Array.from({ length: 30 }, (_, index) => ({ lon: 1.44 - index / 100, lat: 43.6 }))
    const table = await times.matrix(crews, tickets)
    const asked = ['car 3×25', 'car 3×5', 'car 5×25', 'car 5×25', 'car 5×5', 'car 5×5']
    expect(engine.asked.toSorted()).toEqual(asked)
    expect([...table]).toEqual(
      crews.flatMap((crew) => tickets.map(({ lon }) => Math.round((crew.lon - lon) * 1e4))),
    )
    const tooMany = Array.from({ length: 30 * 20 }, (_, index) => aCrewOf(index))
    expect((await times.nearest(ticket, tooMany, 1, anyone))[0]?.basis).toBe('straight')
    expect(faults).toEqual([
      expect.stringMatching(/cannot answer a question.*600 × 1 pairs would take 21 requests/),
    ])
  })

  it.each<[string, Answer, RegExp]>([
    ['HTTP 500', json({ error_code: 500 }, 500), /HTTP 500/],
    ['no JSON', (_, response) => void response.end('<html>'), /not JSON/],
    ['half an answer', (_, response) => void response.end('{"sources_to_targets": {"dur'), /not JSON/],
    [
      'an answer cut off',
      (_, response) => void response.writeHead(200).write('{', () => response.destroy()),
      /terminated/,
    ],
    ['a table of other places', tableOf([[1], [2]]), /not a table of 1 × 1/],
    ['a time before now', tableOf([[-1]]), /durations/],
    ['miles', json({ sources_to_targets: { durations: [[1]], distances: [[1]] }, units: 'miles' }), /units/],
    [
      'another address',
      (_, response) => void response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(),
      /fetch failed/,
    ],
    ['endless bytes', (_, response) => void response.end(Buffer.alloc(5_000_000, ' ')), /longer than/],
    ['nothing, in time', () => {}, /timeout/],
  ])(
    '[R-29] are not taken from an engine that answers with %s: ours answer, the engine rests, it is told once',
    async (_what, answer, why) => {
      const times = await valhallaAnswering(answer, why.source === 'timeout' ? 2_000 : undefined)
      expect([await basisOf(times), await basisOf(times)]).toEqual(['straight', 'straight'])
      expect(server?.asked).toHaveLength(1)
      expect(faults).toEqual([
        expect.stringMatching(/^valhalla does not answer: our own streets do, until it does again/),
      ])
      expect(faults[0]).toMatch(why)
      expect(faults[0]).not.toContain('1.44')
      expect([times.health.state, times.isReady, changes]).toEqual(['resting', false, 1])
    },
  )

  it('[R-29] are ours when the engine is gone, and its again when it is back, one question trying', async () => {
    let isBack = false
    const times = await valhallaAnswering((request, response) =>
      isBack ? tableOf([[60]])(request, response) : void request.socket.destroy(),
    )
    expect(await basisOf(times)).toBe('straight')
    clock = instant(clock + 5_001)
    const tries = await Promise.all([basisOf(times), basisOf(times), basisOf(times)])
    expect([tries, server?.asked.length, faults.length]).toEqual([Array(3).fill('straight'), 2, 1])
    isBack = true
    clock = instant(clock + 5_001)
    expect(await Promise.all([basisOf(times), basisOf(times)])).toEqual(['valhalla', 'straight'])
    expect([await basisOf(times), times.health.state, changes]).toEqual(['valhalla', 'answering', 2])
  })

  it('[R-30] are ours for a question with a place that the engine does not know; it is asked the next one', async () => {
    let isOff = true
    const times = await valhallaAnswering((request, response) =>
      (isOff ? json({ error_code: 171 }, 400) : tableOf([[60]]))(request, response),
    )
    expect([await basisOf(times), await basisOf(times)]).toEqual(['straight', 'straight'])
    expect(faults).toHaveLength(1)
    isOff = false
    expect(await basisOf(times)).toBe('valhalla')
  })

  it('[R-31] are ours while anything is closed, also if it was closed while the engine was asked', async () => {
    const times = await valhallaAnswering(tableOf([[60]]))
    expect(await basisOf(times)).toBe('valhalla')
    own.hasClosures = true
    expect([await basisOf(times), times.isReady, server?.asked.length]).toEqual(['straight', false, 1])
    own.hasClosures = false
    const asked = basisOf(times)
    own.hasClosures = true
    expect([await asked, server?.asked.length]).toEqual(['straight', 2])
  })
})

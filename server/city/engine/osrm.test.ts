import type { ServerResponse } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import { Osrm } from './osrm.ts'
import { Unanswerable } from './table-engine.ts'
import { type EngineServer, startEngineServer } from './test-engine-server.ts'

/**
 * No OSRM can be run here (its package needs what npm alone does not bring): this server speaks the answers as its
 * documentation shows them, docs/http.md of Project-OSRM/osrm-backend, « Table service ».
 */
const waypoint = {
  hint: 'KSoKADRYroqUBAEAEAAAABkAAAAGAAAAAAAAABhnCQCLtwAA',
  distance: 4.2,
  name: 'Rue',
  location: [1.4, 43.6],
}
const documented = {
  code: 'Ok',
  durations: [[67.4], [null]],
  distances: [[612.3], [null]],
  sources: [waypoint, waypoint],
  destinations: [waypoint],
}
const from = [
  { lon: 1.4, lat: 43.6 },
  { lon: 1.4123456789, lat: 43.61 },
]
const to = [{ lon: 1.42, lat: 43.62 }]

let server: EngineServer
afterEach(() => server.stop())

async function answering(status: number, body: unknown): Promise<Osrm> {
  server = await startEngineServer((_request, response: ServerResponse) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  })
  return new Osrm(server.url)
}
const ask = (osrm: Osrm) => osrm.table('car', from, to, AbortSignal.timeout(20_000))

describe('OSRM, as documented', () => {
  it('[R-28] is asked for times and distances from each crew to each ticket, on streets within 500 m', async () => {
    expect(await ask(await answering(200, documented))).toEqual({
      seconds: [[67.4], [null]],
      metres: [[612.3], [null]],
    })
    expect(server.asked).toEqual([
      'GET /table/v1/driving/1.400000,43.600000;1.412346,43.610000;1.420000,43.620000' +
        '?sources=0;1&destinations=2&radiuses=500;500;500&annotations=duration,distance',
    ])
  })

  it('[R-30] refuses a place that is on no street', async () => {
    const osrm = await answering(400, { code: 'NoSegment', message: 'Could not find a matching segment' })
    await expect(ask(osrm)).rejects.toThrow(Unanswerable)
  })

  it.each([
    [
      'more than it is set to answer',
      400,
      { code: 'TooBig', message: 'Too many table coordinates' },
      /code TooBig/,
    ],
    ['distances it cannot compute', 400, { code: 'NotImplemented' }, /code NotImplemented/],
    ['a fault of a proxy', 502, { error: 'Bad Gateway' }, /HTTP 502, code unknown/],
    ['half an answer', 200, { ...documented, durations: [[67.4]] }, /not a table of 2 × 1/],
    ['times alone', 200, { code: 'Ok', durations: [[67.4], [1]] }, /distances/],
    ['a time before now', 200, { ...documented, durations: [[-1], [null]] }, /durations/],
  ])('[R-29] is not believed with %s', async (_what, status, body, why) => {
    const osrm = await answering(status, body)
    await expect(ask(osrm)).rejects.toThrow(why)
  })
})

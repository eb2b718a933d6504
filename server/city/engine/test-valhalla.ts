import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { Actor } from '@valhallajs/valhallajs'

/** A real Valhalla for tests and benches, in this process, over the loopback. */
export interface TestValhalla {
  /** Without a slash at its end. */
  url: string
  /** How many questions came. */
  asked(): number
  stop(): Promise<void>
}

/**
 * Builds Valhalla's tiles of an OSM file (about a second for a few streets) and serves `POST /sources_to_targets` and
 * `POST /locate`, of `maxLocations` at most.
 */
export async function startValhalla(pbf: string, maxLocations = 50): Promise<TestValhalla> {
  const folder = await mkdtemp(join(tmpdir(), 'vigie-valhalla-'))
  const configuration = configurationOf(join(folder, 'tiles'), maxLocations)
  const file = join(folder, 'valhalla.json')
  await writeFile(file, JSON.stringify(configuration))
  const tool = join(
    dirname(createRequire(import.meta.url).resolve('@valhallajs/valhallajs')),
    'bin/valhalla-cli.js',
  )
  await promisify(execFile)(process.execPath, [tool, 'build_tiles', '-c', file, resolve(pbf)], {
    cwd: folder,
    maxBuffer: 2 ** 26,
  })
  const actor = new Actor(configuration)
  let asked = 0
  const server = createServer(async (request, response) => {
    asked += 1
    const { status, body } = await answer(actor, request)
    response.writeHead(status, { 'content-type': 'application/json' }).end(body)
  })
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked: () => asked,
    stop: async () => {
      server.closeAllConnections()
      await new Promise((settle) => server.close(settle))
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function actions(actor: Actor): Record<string, (question: string) => Promise<string>> {
  return {
    '/sources_to_targets': (question) => actor.matrix(question),
    // An edge without a heading is told as « "heading":, ».
    '/locate': async (question) => (await actor.locate(question)).replaceAll('":,', '":null,'),
  }
}

/** As Valhalla's own service answers; the binding gives the words of an error without its code. */
async function answer(actor: Actor, request: IncomingMessage): Promise<{ status: number; body: string }> {
  const ask = request.method === 'POST' ? actions(actor)[request.url ?? ''] : undefined
  if (ask === undefined) return { status: 404, body: JSON.stringify({ error_code: 106, status_code: 404 }) }
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part)
  try {
    return { status: 200, body: await ask(Buffer.concat(parts).toString()) }
  } catch (error) {
    const { message } = error as Error
    const code = CODES.find(([words]) => message.includes(words))?.[1] ?? 199
    return { status: 400, body: JSON.stringify({ error_code: code, error: message, status_code: 400 }) }
  }
}

/** https://valhalla.github.io/valhalla/api/turn-by-turn/api-reference/#internal-error-codes-and-conditions */
const CODES: [string, number][] = [
  ['Exceeded max locations', 150],
  ['unconnected regions', 170],
  ['No suitable edges', 171],
  ['No path could be found', 442],
]

const matrix = {
  max_distance: 5e6,
  max_matrix_distance: 4e5,
  max_matrix_location_pairs: 2_500,
}
const quiet = { type: '' }

/** What Valhalla refuses to start without, at the values that its own `valhalla_build_config` writes. */
function configurationOf(tiles: string, maxLocations: number) {
  const limits = { ...matrix, max_locations: maxLocations }
  return {
    mjolnir: { tile_dir: tiles, max_cache_size: 1_000_000_000, logging: quiet },
    loki: {
      actions: ['sources_to_targets', 'locate'],
      logging: quiet,
      service_defaults: {
        heading_tolerance: 60,
        minimum_reachability: 50,
        node_snap_tolerance: 5,
        radius: 0,
        search_cutoff: 35_000,
        street_side_max_distance: 1_000,
        street_side_tolerance: 5,
      },
    },
    meili: {
      mode: 'auto',
      customizable: [],
      verbose: false,
      grid: { cache_size: 100_240, size: 500 },
      default: {
        beta: 3,
        breakage_distance: 2_000,
        geometry: false,
        gps_accuracy: 5,
        interpolation_distance: 10,
        max_route_distance_factor: 5,
        max_route_time_factor: 5,
        max_search_radius: 100,
        route: true,
        search_radius: 50,
        sigma_z: 4.07,
        turn_penalty_factor: 0,
      },
    },
    odin: { logging: quiet },
    thor: { logging: quiet, source_to_target_algorithm: 'select_optimal' },
    service_limits: {
      auto: limits,
      bicycle: limits,
      pedestrian: { ...limits, min_transit_walking_distance: 1, max_transit_walking_distance: 10_000 },
      transit: limits,
      max_alternates: 2,
      max_exclude_locations: 50,
      max_exclude_polygons_length: 10_000,
      max_radius: 200,
      max_reachability: 100,
      max_timedep_distance: 500_000,
      max_timedep_distance_matrix: 0,
      centroid: { max_distance: 200_000, max_locations: 5 },
      isochrone: {
        max_contours: 4,
        max_distance: 25_000,
        max_distance_contour: 200,
        max_locations: 1,
        max_time_contour: 120,
      },
      skadi: { max_shape: 750_000, min_resample: 10 },
      status: { allow_verbose: false },
      trace: {
        max_alternates: 3,
        max_alternates_shape: 100,
        max_distance: 200_000,
        max_gps_accuracy: 100,
        max_search_radius: 100,
        max_shape: 16_000,
      },
    },
  }
}

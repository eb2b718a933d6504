import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { type RequestHandler, Router } from 'express'
import type { Tile, Tiles } from '../../city/tile/tiles.ts'
import { refuse } from './errors.ts'

const expand = promisify(gunzip)

/** Digits as they are written: no sign, no exponent, no zero before them. */
const WHOLE = /^(?:0|[1-9]\d{0,6})$/

/** `/tiles/{z}/{x}/{y}`: the city's vector tiles, for those whom `admit` lets through. `?v=` names the version one has. */
export function tilesRouter({ admit, tiles }: { admit: RequestHandler; tiles: Tiles }): Router {
  const router = Router()
  router.get('/:z/:x/:y', admit, async (request, response) => {
    const { z, x, y } = request.params
    const tile = await tiles.tile(wholeOf(z), wholeOf(x), wholeOf(y))
    if (tile === null) return refuse(response, 404, 'not_found')
    response.setHeader('ETag', `"${tile.version}"`)
    response.setHeader('Cache-Control', lifeOf(tile, request.query.v))
    response.vary('Accept-Encoding')
    if (request.fresh) return response.status(304).end()
    if (tile.gzip.byteLength === 0) return response.status(204).end()
    response.type('application/vnd.mapbox-vector-tile')
    if (request.acceptsEncodings('gzip') !== 'gzip') return response.send(await expand(tile.gzip))
    response.setHeader('Content-Encoding', 'gzip')
    response.send(tile.gzip)
  })
  return router
}

/** NaN where it is anything but a whole number. */
function wholeOf(part: unknown): number {
  return typeof part === 'string' && WHOLE.test(part) ? Number(part) : Number.NaN
}

/** An address that names the version always answers the same; any other is asked for again. Never kept by a proxy. */
function lifeOf({ version }: Tile, asked: unknown): string {
  return asked === version ? 'private, max-age=31536000, immutable' : 'private, no-cache'
}

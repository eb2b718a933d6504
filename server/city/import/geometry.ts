import type { NodeCoordinates } from './node-coordinates.ts'

export type Position = readonly [lon: number, lat: number]

/** A stretch of a way whose points are all known, on one side of the antimeridian. */
export interface Piece {
  id: number
  nodes: number[]
  points: Position[]
}

/**
 * The stretches of way `id`: it is cut where the file lacks a node (a chord in its place would be a street that does not
 * exist), and at the antimeridian, where both sides get a node of their own to share. The first keeps the id of the
 * way, the others have negative ones.
 */
export function piecesOf(id: number, refs: readonly number[], coordinates: NodeCoordinates): Piece[] {
  const pieces: Piece[] = []
  let piece: Piece = { id, nodes: [], points: [] }
  const end = () => {
    if (piece.nodes.length >= 2) pieces.push(piece)
    piece = { id: -(id * 1000 + pieces.length), nodes: [], points: [] }
    if (pieces.length === 0) piece.id = id
  }
  const add = (node: number, point: Position) => {
    if (piece.nodes.at(-1) === node) return
    piece.nodes.push(node)
    piece.points.push(point)
  }
  for (const [index, ref] of refs.entries()) {
    const point = coordinates.get(ref)
    if (point === undefined) {
      end()
      continue
    }
    const before = piece.points.at(-1)
    if (before !== undefined && Math.abs(point[0] - before[0]) > 180) {
      const lat = latitudeOfCrossing(before, point)
      const shared = -(id * 1000 + index)
      add(shared, [Math.sign(before[0]) * 180, lat])
      end()
      add(shared, [Math.sign(point[0]) * 180, lat])
    }
    add(ref, point)
  }
  end()
  return pieces
}

function latitudeOfCrossing(from: Position, to: Position): number {
  const before = 180 - Math.abs(from[0])
  const after = 180 - Math.abs(to[0])
  return before + after === 0 ? from[1] : from[1] + ((to[1] - from[1]) * before) / (before + after)
}

/**
 * The closed ring of the nodes that the file holds, null where fewer than three are left. Across the antimeridian the
 * longitudes run on beyond ±180, for ST_WrapX to fold.
 */
export function ringOf(refs: readonly number[], coordinates: NodeCoordinates): Position[] | null {
  const ring: Position[] = []
  for (const ref of refs) {
    const point = coordinates.get(ref)
    if (point === undefined) continue
    const before = ring.at(-1)?.[0] ?? point[0]
    ring.push([point[0] + 360 * Math.round((before - point[0]) / 360), point[1]])
  }
  const first = ring[0]
  const last = ring.at(-1)
  if (first === undefined || last === undefined) return null
  if (first[0] !== last[0] || first[1] !== last[1]) ring.push(first)
  return ring.length < 4 ? null : ring
}

/** Joins ways end to end into closed rings of node ids; `open` counts the ways that close none. */
export function joinRings(ways: readonly (readonly number[])[]): { rings: number[][]; open: number } {
  const rings: number[][] = []
  const byEnd = new Map<number, Set<readonly number[]>>()
  const ends = (way: readonly number[]) => [way[0] ?? 0, way.at(-1) ?? 0]
  for (const way of ways) {
    if (way.length < 2) continue
    const [first, last] = ends(way)
    if (first === last) rings.push([...way])
    else for (const end of ends(way)) byEnd.set(end, (byEnd.get(end) ?? new Set()).add(way))
  }
  const take = (way: readonly number[]) => {
    for (const end of ends(way)) byEnd.get(end)?.delete(way)
  }
  let open = 0
  for (const start of ways) {
    if (byEnd.get(start[0] ?? 0)?.has(start) !== true) continue
    take(start)
    const ring = [...start]
    let joined = 1
    while (ring[0] !== ring.at(-1)) {
      const end = ring.at(-1) ?? 0
      const [next] = byEnd.get(end) ?? []
      if (next === undefined) break
      take(next)
      joined += 1
      ring.push(...(next[0] === end ? next.slice(1) : next.slice(0, -1).reverse()))
    }
    if (ring[0] === ring.at(-1)) rings.push(ring)
    else open += joined
  }
  return { rings, open }
}

const POINT = 1
const LINE = 2
const POLYGON = 3
const WITH_SRID = 0x20000000

/** Extended WKB in hexadecimal, SRID 4326, as PostGIS reads it. */
export function pointWkb([lon, lat]: Position): string {
  const bytes = header(POINT, 16)
  bytes.writeDoubleLE(lon, 9)
  bytes.writeDoubleLE(lat, 17)
  return bytes.toString('hex')
}

/** Extended WKB of a line, in hexadecimal, SRID 4326. */
export function lineWkb(points: readonly Position[]): string {
  const bytes = header(LINE, 4 + points.length * 16)
  writePoints(bytes, 9, points)
  return bytes.toString('hex')
}

/** Extended WKB of one polygon with these closed rings, in hexadecimal; ST_MakeValid sorts shells from holes. */
export function polygonWkb(rings: readonly (readonly Position[])[]): string {
  const size = rings.reduce((sum, ring) => sum + 4 + ring.length * 16, 4)
  const bytes = header(POLYGON, size)
  bytes.writeUInt32LE(rings.length, 9)
  let offset = 13
  for (const ring of rings) offset = writePoints(bytes, offset, ring)
  return bytes.toString('hex')
}

function header(type: number, size: number): Buffer {
  const bytes = Buffer.alloc(9 + size)
  bytes.writeUInt8(1, 0)
  bytes.writeUInt32LE((type | WITH_SRID) >>> 0, 1)
  bytes.writeUInt32LE(4326, 5)
  return bytes
}

function writePoints(bytes: Buffer, start: number, points: readonly Position[]): number {
  let offset = bytes.writeUInt32LE(points.length, start)
  for (const [lon, lat] of points) {
    offset = bytes.writeDoubleLE(lon, offset)
    offset = bytes.writeDoubleLE(lat, offset)
  }
  return offset
}

import {
  type Insertions,
  insertAll,
  merge,
  nearestOn,
  type OnRoad,
  type Road,
  rootOf,
  segmentOf,
  type Vertex,
  vertexAt,
  vertexOn,
} from './drawn-line.ts'
import type { Position } from './geometry.ts'

/** A road drawn by hand: its points, and whether it passes over what it crosses. */
export interface DrawnRoad {
  points: readonly Position[]
  bridge: boolean
}

/** The same road with a node at each point; roads that meet share one. */
export interface MeetingRoad {
  nodes: number[]
  points: Position[]
}

const METRES_PER_DEGREE = 111_195
/** Hand drawing leaves ends this far from the road they are meant to reach. */
const SNAP_METRES = 30
/** A road that reaches no other is lengthened by this much at most. */
const JOIN_METRES = 400

/**
 * Makes a network of roads drawn apart: where two cross or touch they get a node in common, unless one is a bridge over
 * the other; an end within 30 m of another road is brought onto it. Numbers the nodes from 1.
 */
export function meetingRoads(drawn: readonly DrawnRoad[]): MeetingRoad[] {
  const [, latitude = 0] = drawn[0]?.points[0] ?? []
  const east = METRES_PER_DEGREE * Math.cos((latitude * Math.PI) / 180)
  const roads = drawn.map(({ points, bridge }) => ({
    bridge,
    vertices: points.map(([lon, lat]) => vertexAt(lon * east, lat * METRES_PER_DEGREE)),
  }))
  insertAll(roads, endsOnRoads(roads))
  insertAll(roads, crossings(roads))
  while (joinOneApart(roads)) {
    // Each turn leaves one part fewer.
  }
  const ids = new Map<Vertex, number>()
  const idOf = (vertex: Vertex) => {
    const id = ids.get(vertex) ?? ids.size + 1
    ids.set(vertex, id)
    return id
  }
  return roads.map(({ vertices }) => {
    const distinct = vertices.map(rootOf).filter((vertex, index, all) => vertex !== all[index - 1])
    return {
      nodes: distinct.map(idOf),
      points: distinct.map(({ x, y }) => [rounded(x / east), rounded(y / METRES_PER_DEGREE)] as const),
    }
  })
}

/** Brings each end that nearly reaches another road onto the nearest. */
function endsOnRoads(roads: readonly Road[]): Insertions {
  const insertions: Insertions = new Map()
  for (const road of roads) {
    for (const end of [road.vertices[0], road.vertices.at(-1)]) {
      if (end === undefined) continue
      const nearest = nearestOn(
        end,
        roads.filter((other) => other !== road),
        SNAP_METRES,
      )
      if (nearest === null) continue
      merge(vertexOn(insertions, nearest.road, nearest.segment, nearest.along, nearest), end)
    }
  }
  return insertions
}

interface Lengthening {
  end: Vertex
  road: Road
  atStart: boolean
  on: OnRoad
}

/**
 * Lengthens one road that no other reaches, from the end nearest to the largest part of the network, at most 400 m:
 * a hand has drawn it too short. False where nothing is left to join.
 */
function joinOneApart(roads: readonly Road[]): boolean {
  const [largest = [], ...apart] = partsOf(roads)
  let best = null as Lengthening | null
  for (const road of apart.flat()) {
    for (const atStart of [true, false]) {
      const end = road.vertices.at(atStart ? 0 : -1)
      const on: OnRoad | null =
        end === undefined ? null : nearestOn(end, largest, best?.on.metres ?? JOIN_METRES)
      if (end !== undefined && on !== null) best = { end, road, atStart, on }
    }
  }
  if (best === null) return false
  const insertions: Insertions = new Map()
  const reached = vertexOn(insertions, best.on.road, best.on.segment, best.on.along, best.on)
  insertAll(roads, insertions)
  if (best.atStart) best.road.vertices.unshift(reached)
  else best.road.vertices.push(reached)
  return true
}

/** The roads by what can be reached from them, the largest part first. */
function partsOf(roads: readonly Road[]): Road[][] {
  const roadsAt = new Map<Vertex, Road[]>()
  for (const road of roads) {
    for (const vertex of road.vertices.map(rootOf)) {
      const meeting = roadsAt.get(vertex)
      if (meeting === undefined) roadsAt.set(vertex, [road])
      else meeting.push(road)
    }
  }
  const seen = new Set<Road>()
  const parts: Road[][] = []
  for (const start of roads) {
    if (seen.has(start)) continue
    seen.add(start)
    const part = [start]
    for (const road of part) {
      for (const next of road.vertices.flatMap((vertex) => roadsAt.get(rootOf(vertex)) ?? [])) {
        if (!seen.has(next)) part.push(next)
        seen.add(next)
      }
    }
    parts.push(part)
  }
  return parts.sort((one, other) => other.length - one.length)
}

/** A node in common for each pair of roads that cross on one level. */
function crossings(roads: readonly Road[]): Insertions {
  const insertions: Insertions = new Map()
  const boxed = roads.map((road) => ({ road, box: boxOf(road) }))
  for (const [index, { road, box }] of boxed.entries()) {
    for (const { road: other, box: otherBox } of boxed.slice(index + 1)) {
      if (road.bridge === other.bridge && overlap(box, otherBox)) cross(insertions, road, other)
    }
  }
  return insertions
}

function cross(insertions: Insertions, road: Road, other: Road): void {
  for (let one = 0; one + 1 < road.vertices.length; one++) {
    for (let two = 0; two + 1 < other.vertices.length; two++) {
      const meeting = crossingOf(road, one, other, two)
      if (meeting === null) continue
      const { along, alongOther, ...point } = meeting
      const vertex = vertexOn(insertions, road, one, along, point)
      merge(vertex, vertexOn(insertions, other, two, alongOther, point))
    }
  }
}

type Box = ReturnType<typeof boxOf>

function overlap(a: Box, b: Box): boolean {
  return a.west <= b.east && b.west <= a.east && a.south <= b.north && b.south <= a.north
}

function boxOf({ vertices }: Road) {
  const xs = vertices.map((vertex) => rootOf(vertex).x)
  const ys = vertices.map((vertex) => rootOf(vertex).y)
  return { west: Math.min(...xs), east: Math.max(...xs), south: Math.min(...ys), north: Math.max(...ys) }
}

function crossingOf(road: Road, one: number, other: Road, two: number) {
  const [a, b] = segmentOf(road, one)
  const [c, d] = segmentOf(other, two)
  const turn = (b.x - a.x) * (d.y - c.y) - (b.y - a.y) * (d.x - c.x)
  if (turn === 0) return null
  const along = ((c.x - a.x) * (d.y - c.y) - (c.y - a.y) * (d.x - c.x)) / turn
  const alongOther = ((c.x - a.x) * (b.y - a.y) - (c.y - a.y) * (b.x - a.x)) / turn
  if (along < 0 || along > 1 || alongOther < 0 || alongOther > 1) return null
  return { along, alongOther, x: a.x + along * (b.x - a.x), y: a.y + along * (b.y - a.y) }
}

function rounded(degrees: number): number {
  return Math.round(degrees * 1e7) / 1e7
}

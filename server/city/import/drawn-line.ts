/** A crossing this near a point of the line is at that point. */
const SAME_METRES = 2

export interface Vertex {
  x: number
  y: number
  /** Itself, or the vertex it has been found to be. */
  same: Vertex
}
export interface Road {
  vertices: Vertex[]
  bridge: boolean
}
/** A place on a road: which segment, how far along it (0 to 1), and how far from where it was looked for. */
export interface OnRoad {
  road: Road
  segment: number
  along: number
  metres: number
  x: number
  y: number
}
interface Insertion {
  along: number
  vertex: Vertex
}

export function vertexAt(x: number, y: number): Vertex {
  const vertex = { x, y } as Vertex
  vertex.same = vertex
  return vertex
}

export function rootOf(vertex: Vertex): Vertex {
  return vertex.same === vertex ? vertex : rootOf(vertex.same)
}

export function merge(one: Vertex, other: Vertex): void {
  rootOf(other).same = rootOf(one)
}

function distance(from: { x: number; y: number }, to: { x: number; y: number }): number {
  return Math.hypot(from.x - to.x, from.y - to.y)
}

export type Insertions = Map<Road, Map<number, Insertion[]>>

/** The vertex of `road` at this point of a segment: one of its ends if it is there, else one to insert. */
export function vertexOn(
  insertions: Insertions,
  road: Road,
  segment: number,
  along: number,
  point: { x: number; y: number },
): Vertex {
  const near = [road.vertices[segment], road.vertices[segment + 1]].find(
    (vertex) => vertex !== undefined && distance(rootOf(vertex), point) < SAME_METRES,
  )
  if (near !== undefined) return near
  const vertex = vertexAt(point.x, point.y)
  const ofRoad = insertions.get(road) ?? new Map<number, Insertion[]>()
  insertions.set(road, ofRoad)
  ofRoad.set(segment, [...(ofRoad.get(segment) ?? []), { along, vertex }])
  return vertex
}

export function insertAll(roads: readonly Road[], insertions: Insertions): void {
  for (const road of roads) {
    const ofRoad = insertions.get(road)
    if (ofRoad === undefined) continue
    road.vertices = road.vertices.flatMap((vertex, segment) => {
      const inserted = (ofRoad.get(segment) ?? []).sort((one, other) => one.along - other.along)
      return [vertex, ...inserted.map((one) => one.vertex)]
    })
  }
}

/** The place on `roads` nearest to a vertex and nearer than `within` metres, or null. */
export function nearestOn(given: Vertex, roads: readonly Road[], within: number): OnRoad | null {
  const point = rootOf(given)
  let best = within
  let nearest: { road: Road; segment: number; along: number; metres: number; x: number; y: number } | null =
    null
  for (const road of roads) {
    for (const [segment, vertex] of road.vertices.entries()) {
      const following = road.vertices[segment + 1]
      if (following === undefined) continue
      const from = rootOf(vertex)
      const to = rootOf(following)
      // Most are far away: the box of the segment says so at once.
      if (Math.min(from.x, to.x) - point.x >= best || point.x - Math.max(from.x, to.x) >= best) continue
      if (Math.min(from.y, to.y) - point.y >= best || point.y - Math.max(from.y, to.y) >= best) continue
      const on = nearestOfSegment(point, from, to)
      if (on.metres >= best) continue
      best = on.metres
      nearest = { road, segment, ...on }
    }
  }
  return nearest
}

export function segmentOf({ vertices }: Road, segment: number): [Vertex, Vertex] {
  const [from, to] = [vertices[segment], vertices[segment + 1]]
  if (from === undefined || to === undefined)
    throw new Error(`A road of ${vertices.length} points has no segment ${segment}.`)
  return [rootOf(from), rootOf(to)]
}

function nearestOfSegment(point: Vertex, from: Vertex, to: Vertex) {
  const dx = to.x - from.x
  const dy = to.y - from.y
  const length = dx * dx + dy * dy
  const projected = length === 0 ? 0 : ((point.x - from.x) * dx + (point.y - from.y) * dy) / length
  const along = Math.min(1, Math.max(0, projected))
  const at = { x: from.x + along * dx, y: from.y + along * dy }
  return { along, metres: distance(at, point), ...at }
}

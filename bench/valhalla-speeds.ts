import { z } from 'zod'
import type { StreetGraph } from '../server/city/road/street-graph.ts'
import { spotOnEdge } from '../server/city/road/test-streets.ts'
import type { LonLat } from '../shared/geo.ts'

/** Places asked for at once: Valhalla's words on one are some 3 kB. */
export const MOST_LOCATIONS = 1_000

const locatedSchema = z.array(
  z.object({
    edges: z
      .array(
        z.object({
          edge_info: z.object({ way_id: z.number() }),
          edge: z.object({ speeds: z.object({ default: z.number().positive() }) }),
        }),
      )
      .nullable(),
  }),
)

/**
 * The km/h at which Valhalla drives along each edge of a graph, asked of it at the edge's middle; null where it knows no such
 * street. `wayOf` gives the OSM way of an edge. https://valhalla.github.io/valhalla/api/locate/api-reference/
 */
export async function valhallaSpeeds(
  url: string,
  graph: StreetGraph,
  wayOf: (edge: number) => number | undefined,
): Promise<(number | null)[]> {
  const speeds: (number | null)[] = []
  while (speeds.length < graph.edges) {
    const edges = Array.from(
      { length: Math.min(MOST_LOCATIONS, graph.edges - speeds.length) },
      (_, one) => speeds.length + one,
    )
    const question = { locations: edges.map((edge) => middleOf(graph, edge)), costing: 'auto', verbose: true }
    const answer = await fetch(`${url}/locate`, {
      method: 'POST',
      // What follows is long, and a connection kept open would be dropped meanwhile.
      headers: { connection: 'close' },
      body: JSON.stringify(question),
    })
    const located = locatedSchema.parse(await answer.json())
    for (const [place, edge] of edges.entries()) {
      const there = located[place]?.edges?.find(({ edge_info: { way_id: way } }) => way === wayOf(edge))
      speeds.push(there?.edge.speeds.default ?? null)
    }
  }
  return speeds
}

function middleOf(graph: StreetGraph, edge: number): LonLat {
  const { point, share } = spotOnEdge(graph, { edge, along: 0.5, metresOff: 0 })
  const [from, to] = [graph.lines.lonLat(point), graph.lines.lonLat(point + 1)]
  return { lon: from.lon + share * (to.lon - from.lon), lat: from.lat + share * (to.lat - from.lat) }
}

import { z } from 'zod'
import { instantSchema } from './instant.ts'

/** Isochrones: which streets are reached from crews, or lead to a ticket, within so many minutes. */
export const REACH_MINUTES = [5, 10, 15] as const

/** Why there is nothing to draw. `no_streets`: only the straight line answers now, and it knows no street. */
const reachProblems = [
  'no_streets',
  'no_crew',
  'no_position',
  'stale_position',
  'not_located',
  'off_street',
] as const
export type ReachProblem = (typeof reachProblems)[number]

/** `GET /api/reach`: streets in bands, each of what is reached within its minutes and not within those of the one before. */
export const reachSchema = z.object({
  computedAt: instantSchema,
  /** From how many crews; null where it leads to a ticket. */
  crews: z.int().min(0).nullable(),
  problem: z.enum(reachProblems).nullable(),
  bands: z.array(z.object({ minutes: z.number(), lines: z.string().regex(/^[?-~ ]*$/) })),
})
export type Reach = z.infer<typeof reachSchema>

type Position = readonly [lon: number, lat: number]

/** Steps of 1e-5 degrees, about a metre. */
const STEPS = 1e5
/** Five bits a character, the sixth says that more follow: printable ASCII from « ? » on. */
const FIRST = 63
const MORE = 32

/**
 * Lines of [lon, lat] as text: in turn longitude and latitude of each point, in whole 1e-5 degrees from the point before,
 * each number as in the encoded polyline format. A space ends a line, and the next goes on from its end: a city's streets
 * take a third of what JSON needs. What is shorter than a step is left out.
 */
export function encodeLines(lines: Iterable<readonly Position[]>): string {
  let text = ''
  let [x, y] = [0, 0]
  for (const line of lines) {
    const points = line.map(([lon, lat]): Position => [Math.round(lon * STEPS), Math.round(lat * STEPS)])
    const distinct = points.filter(
      ([lon, lat], at) => lon !== points[at - 1]?.[0] || lat !== points[at - 1]?.[1],
    )
    if (distinct.length < 2) continue
    if (text !== '') text += ' '
    for (const [lon, lat] of distinct) {
      text += encodeNumber(lon - x) + encodeNumber(lat - y)
      ;[x, y] = [lon, lat]
    }
  }
  return text
}

/** What `encodeLines` wrote, to a step. Throws on a text that is cut. */
export function decodeLines(text: string): [number, number][][] {
  if (text === '') return []
  const place: [number, number] = [0, 0]
  return text.split(' ').map((line) => {
    const points: [number, number][] = []
    for (let at = 0; at < line.length; ) {
      for (const axis of [0, 1] as const) {
        const { value, next } = decodeNumber(line, at)
        place[axis] += value
        at = next
      }
      points.push([place[0] / STEPS, place[1] / STEPS])
    }
    return points
  })
}

function encodeNumber(value: number): string {
  let text = ''
  // The sign goes last; a step across the whole globe takes 27 bits.
  let rest = value < 0 ? ~(value << 1) : value << 1
  for (; rest >= MORE; rest >>= 5) text += String.fromCharCode(FIRST + (MORE | (rest & (MORE - 1))))
  return text + String.fromCharCode(FIRST + rest)
}

function decodeNumber(text: string, from: number): { value: number; next: number } {
  let bits = 0
  for (let at = from, shift = 0; at < text.length; at++, shift += 5) {
    const code = text.charCodeAt(at) - FIRST
    bits |= (code & (MORE - 1)) << shift
    if (code < MORE) return { value: bits & 1 ? ~(bits >> 1) : bits >> 1, next: at + 1 }
  }
  throw new RangeError(`Encoded lines are cut in « ${text.slice(0, 20)} ».`)
}

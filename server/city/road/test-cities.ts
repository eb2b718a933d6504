import fc from 'fast-check'
import { FASTEST_CORRECTION, SLOWEST_CORRECTION } from './learned-speeds.ts'
import { modes, type Street, surfaces, type TurnRestriction } from './street.ts'
import { aStreet } from './test-streets.ts'

const NODES = 14
const classes = ['residential', 'primary', 'service', 'tertiary'] as const
const street = fc.record({
  nodes: fc.array(fc.nat(NODES - 1), { minLength: 2, maxLength: 5 }),
  class: fc.constantFrom(...classes),
  oneway: fc.constantFrom(-1, 0, 0, 1),
  maxSpeed: fc.constantFrom(null, 10, 50),
  service: fc.constantFrom(null, null, 'driveway'),
  surface: fc.constantFrom(null, ...surfaces),
  bicycleContraflow: fc.boolean(),
})
/** Small cities to search in tests: nodes strewn about, streets from one to the next, restrictions where streets end. */
export const city = fc
  .record({
    // No two in one place: on an edge without length a place is not before or after another.
    places: fc.uniqueArray(fc.tuple(fc.nat(40), fc.nat(40)), {
      minLength: NODES,
      maxLength: NODES,
      selector: ([x, y]) => 100 * x + y,
    }),
    // Streets of a hundred metres, or of so few that a search takes several junctions within a second.
    step: fc.constantFrom(0.001, 0.001, 0.000_01),
    drawn: fc.array(street, { minLength: 8, maxLength: 26 }),
    turns: fc.array(
      fc.record({
        from: fc.nat(),
        to: fc.nat(),
        end: fc.boolean(),
        kind: fc.constantFrom('no', 'no', 'only'),
      }),
      { maxLength: 12 },
    ),
    signals: fc.uniqueArray(fc.record({ node: fc.nat(NODES - 1), direction: fc.constantFrom(-1, 0, 0, 1) }), {
      maxLength: 5,
      selector: ({ node }) => node,
    }),
    mode: fc.constantFrom(...modes),
    spots: fc.array(
      fc.record({ edge: fc.nat(), along: fc.integer({ min: 0, max: 64 }).map((part) => part / 64) }),
      {
        minLength: 2,
        maxLength: 8,
      },
    ),
    closed: fc.array(fc.nat(), { maxLength: 3 }),
    corrections: fc.dictionary(
      fc.constantFrom(...classes, 'driveway'),
      fc.double({ min: SLOWEST_CORRECTION, max: FASTEST_CORRECTION, noNaN: true }),
      { maxKeys: 3, noNullPrototype: true },
    ),
  })
  .map(({ places, step, drawn, turns, ...rest }) => {
    const streets = drawn.flatMap(({ nodes, ...given }, id): Street[] => {
      const line = nodes.filter((node, place) => node !== nodes[place - 1])
      const coords = line.map((node) => {
        const [x, y] = places[node] ?? [0, 0]
        return [1.4 + x * step, 43.6 + y * step] as const
      })
      return line.length < 2 ? [] : [aStreet(id, line, coords, given)]
    })
    return { streets, restrictions: turns.flatMap((turn) => restrictionOf(turn, streets)), ...rest }
  })

function restrictionOf(
  turn: { from: number; to: number; end: boolean; kind: string },
  streets: readonly Street[],
): TurnRestriction[] {
  const from = streets[turn.from % streets.length]
  const viaNode = from?.nodes.at(turn.end ? -1 : 0)
  const ending = streets.filter(({ nodes }) => nodes[0] === viaNode || nodes.at(-1) === viaNode)
  const to = ending[turn.to % ending.length]
  if (from === undefined || to === undefined || viaNode === undefined) return []
  return [{ kind: turn.kind === 'only' ? 'only' : 'no', fromStreet: from.id, viaNode, toStreet: to.id }]
}

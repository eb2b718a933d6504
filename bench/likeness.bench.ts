import { pick, randomFrom } from '../server/simulation/random.ts'
import { metresBetween } from '../shared/geo.ts'
import { instant, MINUTE } from '../shared/instant.ts'
import { aTicket, HOLE, NOISE, published } from '../shared/test-board.ts'
import { alikeAmong } from '../shared/ticket/likeness.ts'
import type { Ticket } from '../shared/ticket/ticket.ts'
import { type Bench, type Figure, quantile } from './measure.ts'

const OPEN = [500, 2_000, 20_000] as const
const REPORTS = 400
const WARM_UP = 100
const AIM_MS = 10
const DAY_MINUTES = 24 * 60

/**
 * Which open tickets a report may be one more of: every open ticket is looked at, none that has ended, so that the years
 * behind cost nothing. Floor: the distance to each.
 */
export const likeness: Bench = {
  name: 'likeness',
  what: `which of ${OPEN.map((count) => count.toLocaleString('en')).join(', ')} open tickets a report may be one more of`,
  run: async () => OPEN.flatMap(measure),
}

function measure(open: number): Figure[] {
  const random = randomFrom(open)
  const { serviceOf } = published(NOISE, HOLE)
  const now = instant(Date.now())
  const aPlace = () => ({ lon: 1.35 + random() * 0.15, lat: 43.53 + random() * 0.13 })
  const tickets: Ticket[] = Array.from({ length: open }, (_, index) =>
    aTicket(index + 1, {
      serviceCode: pick(random, [NOISE.code, HOLE.code]),
      position: aPlace(),
      receivedAt: instant(now - random() * DAY_MINUTES * MINUTE),
    }),
  )
  const [ours, floor]: [number[], number[]] = [[], []]
  for (let round = 0; round < WARM_UP + REPORTS; round++) {
    const told = { serviceCode: NOISE.code, catalogueVersion: 1, position: aPlace(), receivedAt: now }
    const started = performance.now()
    alikeAmong(told, tickets, serviceOf)
    const found = performance.now()
    let nearest = Number.POSITIVE_INFINITY
    for (const { position } of tickets)
      if (position !== null) nearest = Math.min(nearest, metresBetween(told.position, position))
    if (nearest === Number.POSITIVE_INFINITY) throw new Error('There was no ticket to measure.')
    if (round < WARM_UP) continue
    ours.push(found - started)
    floor.push(performance.now() - found)
  }
  const [value, bare] = [quantile(ours, 0.95), quantile(floor, 0.95)]
  return [
    { name: `${open.toLocaleString('en')} open, p95`, unit: 'ms', value, aim: AIM_MS },
    {
      name: `${open.toLocaleString('en')} open, beside distances`,
      unit: 'ms',
      value,
      floor: bare,
      ratio: value / bare,
    },
  ]
}

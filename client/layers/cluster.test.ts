import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Priority } from '../../shared/catalogue/service.ts'
import { clustersOf } from './cluster.ts'
import type { TicketMark } from './rows.ts'

const ticket = (id: string, lon: number, lat: number, priority: Priority = 3): TicketMark => ({
  id,
  lon,
  lat,
  theme: 'parking',
  priority,
  reports: 1,
  clocks: [],
  selected: false,
  dimmed: false,
})

describe('clusters', () => {
  it('[V-18] gathers neighbours, counts them, and shows the most urgent', () => {
    const near = [ticket('a', 1.411, 43.601), ticket('b', 1.412, 43.602, 1), ticket('c', 1.413, 43.603, 2)]
    const { clusters, alone } = clustersOf([...near, ticket('d', 1.5, 43.65)], 10)
    expect(alone.map(({ id }) => id)).toEqual(['d'])
    expect(clusters).toHaveLength(1)
    expect(clusters[0]).toMatchObject({ count: 3, worst: { priority: 1, theme: 'parking' } })
    expect(clusters[0]?.lon).toBeCloseTo(1.412, 6)
    expect(clusters[0]?.lat).toBeCloseTo(43.602, 6)
  })

  it('[V-18] leaves the selected one to be seen', () => {
    const near = [ticket('a', 1.411, 43.601), ticket('b', 1.412, 43.602), ticket('c', 1.413, 43.603)]
    const { clusters, alone } = clustersOf(
      [...near, { ...ticket('d', 1.412, 43.601, 1), selected: true }],
      10,
    )
    expect(alone.map(({ id }) => id)).toEqual(['d'])
    expect(clusters.map(({ count, worst }) => [count, worst.priority])).toEqual([[3, 3]])
  })

  it('[V-19] never loses a ticket nor counts one twice, at any zoom', () => {
    const anywhere = fc.tuple(
      fc.double({ min: 1.35, max: 1.51, noNaN: true }),
      fc.double({ min: 43.53, max: 43.66, noNaN: true }),
    )
    fc.assert(
      fc.property(
        fc.array(anywhere, { maxLength: 60 }),
        fc.double({ min: 9, max: 13, noNaN: true }),
        (points, zoom) => {
          const tickets = points.map(([lon, lat], index) => ticket(String(index), lon, lat))
          const { clusters, alone } = clustersOf(tickets, zoom)
          const counted = clusters.reduce((sum, { count }) => sum + count, alone.length)
          expect(counted).toBe(tickets.length)
          expect(clusters.every(({ count }) => count > 1)).toBe(true)
        },
      ),
    )
  })

  it('[V-20] keeps its groups between two whole zooms', () => {
    const tickets = Array.from({ length: 40 }, (_, i) =>
      ticket(String(i), 1.38 + i * 0.003, 43.55 + (i % 7) * 0.01),
    )
    expect(clustersOf(tickets, 11.9)).toEqual(clustersOf(tickets, 11.1))
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Priority, themes } from '../../shared/catalogue/service.ts'
import { arc, ticketFigure } from './glyph.ts'
import type { Outline, Shape } from './shape.ts'
import {
  badgeWidth,
  deadlineRingShapes,
  ringRadius,
  rowBadgeShapes,
  type TicketLook,
  ticketFigureShapes,
  ticketRadius,
} from './ticket-glyph.ts'

const rixe: TicketLook = { theme: 'tranquillity', priority: 1, placed: true, reports: 1 }
const outlines = (shapes: Shape[]) => shapes.filter((shape): shape is Outline => 'path' in shape)
const texts = (shapes: Shape[]) => shapes.flatMap((shape) => ('text' in shape ? [shape.text] : []))

describe('the mark of a ticket', () => {
  it('[V-3] has a figure of its own for each theme', () => {
    expect(new Set(themes.map((theme) => ticketFigure(theme, 12))).size).toBe(themes.length)
  })

  it('[V-4] tells the priority by its digit, by a fill, and by the outline of the most urgent', () => {
    const edges = ([1, 2, 3, 4] as Priority[]).map((priority) => {
      const shapes = ticketFigureShapes({ ...rixe, priority }, false)
      expect(texts(shapes)).toEqual([String(priority)])
      return outlines(shapes)[0]
    })
    expect(edges.map((edge) => edge?.fill !== undefined)).toEqual([true, true, false, false])
    expect(edges.map((edge) => edge?.stroke)).toEqual(['t1', 'p2f', 'p3f', 'p4f'])
  })

  it('[V-5] is hollow and dashed while it has no place', () => {
    const [edge] = outlines(ticketFigureShapes({ ...rixe, placed: false }, false))
    expect(edge?.fill).toBeUndefined()
    expect(edge?.dash).toEqual([3.4, 2.6])
  })

  it('[V-6] grows with those who tell of it, by 3 px at most', () => {
    expect(ticketRadius(1, 1)).toBe(12)
    expect(ticketRadius(1, 5)).toBeCloseTo(14.09, 2)
    expect(ticketRadius(1, 400)).toBe(15)
  })

  it('[V-7] stands apart from the map by a keyline under it', () => {
    expect(outlines(ticketFigureShapes(rixe, true))[0]).toMatchObject({ stroke: 'ml', width: 5 })
  })
})

describe('the ring of what remains', () => {
  it('[V-8] is a track and the share that remains, thicker in the last quarter', () => {
    const [track, remaining] = outlines(deadlineRingShapes(rixe, { share: 0.5 }))
    expect(track?.opacity).toBe(0.22)
    expect(remaining?.path).toBe(arc(17, 0.5))
    expect(remaining?.width).toBe(2.5)
    expect(outlines(deadlineRingShapes(rixe, { share: 0.2 }))[1]?.width).toBe(3.5)
  })

  it('[V-9] is dashed all round once the time has passed, without a seam', () => {
    for (const theme of themes) {
      const [ring, ...others] = outlines(deadlineRingShapes({ ...rixe, theme }, 'passed'))
      const [dash = 0, gap = 0] = ring?.dash ?? []
      const periods = (2 * Math.PI * ringRadius(theme, 12)) / (dash + gap)
      expect(others).toEqual([])
      expect(periods).toBeCloseTo(Math.round(periods), 6)
    }
  })

  it('[V-10] starts at 12 o’clock and ends clockwise from it', () => {
    expect(arc(10, 0.25)).toBe('M0 -10A10 10 0 0 1 10.00 -0.00')
    expect(arc(10, 0.75)).toBe('M0 -10A10 10 0 1 1 -10.00 0.00')
    expect(arc(10, 1)).toContain('Z')
  })
})

describe('the badge of how many told of it', () => {
  it('[V-11] is there from two on, and stays within 27 px of the centre', () => {
    expect(rowBadgeShapes(rixe)).toEqual([])
    expect(texts(rowBadgeShapes({ ...rixe, reports: 2 }))).toEqual(['×2'])
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 999 }), fc.constantFrom(...themes), (reports, theme) => {
        const shapes = rowBadgeShapes({ ...rixe, theme, reports })
        const letters = shapes.find((shape) => 'text' in shape)
        if (letters === undefined || !('text' in letters)) throw new Error('no letters')
        expect(letters.x + badgeWidth(reports) / 2).toBeLessThanOrEqual(27)
      }),
    )
  })
})

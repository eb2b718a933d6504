import type { Priority, Theme } from '../../shared/catalogue/service.ts'
import { arc, circle, RADIUS, roundedBox, ticketFigure } from './glyph.ts'
import type { Ink } from './palette.ts'
import type { Shape } from './shape.ts'

/** What a ticket's mark says: figure its theme, digit and fill its priority, size how many told of it. */
export interface TicketLook {
  theme: Theme
  priority: Priority
  /** Without a place it is hollow and dashed, and never drawn on the map. */
  placed: boolean
  reports: number
}

/** What its ring says: the share of the time that remains, from 1 to 0, or that the time has passed. */
export type RingLook = { share: number } | 'passed'

export const RING_WIDTH = 2.5
/** Below a quarter of the time the ring is thicker. */
export const RING_WIDTH_LATE = 3.5
export const LATE_SHARE = 0.25
/** Lengths of dash and gap, in px, of a ring whose time has passed. */
export const PASSED_DASH = [3, 2.2] as const
/** Opacity of the track under a ring. */
export const TRACK_OPACITY = 0.22

const DIGIT_SIZE: Record<Priority, number> = { 1: 12, 2: 12, 3: 11, 4: 10 }
const BADGE_HEIGHT = 15
/** The farthest right that a badge goes in a row, from the centre of the mark, in px. */
const ROW_REACH = 27

/** P1 and P2 are filled, P3 and P4 hollow: priority is told by more than its colour. */
function isFilled(priority: Priority): boolean {
  return priority <= 2
}

/** Radius of the figure in px: what many people tell of is larger, by 3 px at most. */
export function ticketRadius(priority: Priority, reports: number): number {
  return RADIUS[priority] + growth(reports)
}

function growth(reports: number): number {
  return Math.min(3, 0.9 * Math.log2(Math.max(1, reports)))
}

/** Radius of the deadline ring in px, around a figure of `radius`. */
export function ringRadius(theme: Theme, radius: number): number {
  return radius + (theme === 'roads' ? 7 : theme === 'people_animals' ? 6 : 5)
}

/** The figure with its digit; `keyline` parts it from the map under it. */
export function ticketFigureShapes(look: TicketLook, keyline: boolean): Shape[] {
  const { theme, priority, placed, reports } = look
  const radius = ticketRadius(priority, reports)
  const path = ticketFigure(theme, radius)
  const ink: Ink = `p${priority}f`
  const filled = placed && isFilled(priority)
  const size = DIGIT_SIZE[priority]
  const edge: Shape = {
    path,
    stroke: priority === 1 && placed ? 't1' : ink,
    width: 2,
    ...(filled ? { fill: ink } : keyline ? { fill: 'ml' } : {}),
    ...(placed ? {} : { dash: [3.4, 2.6] }),
  }
  const digit: Shape = {
    text: String(priority),
    x: 0,
    y: (theme === 'roads' ? 0.14 * radius : 0) + 0.36 * size,
    size,
    weight: 700,
    ink: filled ? digitInk(priority) : `p${priority}`,
  }
  // 1.5 px are seen of it, beyond the outer half of the edge.
  const under: Shape = { path, stroke: 'ml', width: 5 }
  return keyline ? [under, edge, digit] : [edge, digit]
}

function digitInk(priority: Priority): Ink {
  return priority === 1 ? 'p1o' : 'p2o'
}

/** The ring around a figure: what remains from 12 o'clock clockwise, so that it empties anticlockwise. */
export function deadlineRingShapes({ theme, priority, reports }: TicketLook, ring: RingLook): Shape[] {
  const radius = ringRadius(theme, ticketRadius(priority, reports))
  const stroke: Ink = `p${priority}f`
  if (ring === 'passed')
    return [{ path: circle(radius), stroke, width: RING_WIDTH_LATE, dash: evenDash(radius) }]
  const width = ring.share < LATE_SHARE ? RING_WIDTH_LATE : RING_WIDTH
  return [
    { path: circle(radius), stroke, width, opacity: TRACK_OPACITY },
    { path: arc(radius, ring.share), stroke, width },
  ]
}

/** Dash and gap near 3-2.2 that close a circle of `radius` px without a seam. */
function evenDash(radius: number): [number, number] {
  const [dash, gap] = PASSED_DASH
  const around = 2 * Math.PI * radius
  const period = around / Math.round(around / (dash + gap))
  return [(period * dash) / (dash + gap), (period * gap) / (dash + gap)]
}

/** Radius of all that a ticket's mark covers, its ring included, in px. */
export function outerRadius(theme: Theme, priority: Priority, reports: number): number {
  return ringRadius(theme, ticketRadius(priority, reports)) + RING_WIDTH / 2
}

/** How many told of it, as written. */
function weightText(reports: number): string {
  return `×${reports}`
}

/** Width in px of the badge « ×5 ». */
export function badgeWidth(reports: number): number {
  return 8.5 + 6.2 * weightText(reports).length
}

/** The middle of the badge, in px from the centre: its left end is at the upper right of a ring of `outer` px. */
export function badgeOffset(outer: number, reports: number): [number, number] {
  return [0.62 * outer + badgeWidth(reports) / 2, -0.78 * outer]
}

/** The badge « ×5 » about (x, y). */
export function badgeShapes(priority: Priority, reports: number, x = 0, y = 0): Shape[] {
  const pill = roundedBox(badgeWidth(reports), BADGE_HEIGHT, BADGE_HEIGHT / 2, x, y)
  return [
    { path: pill, fill: 'bg1', stroke: `p${priority}f`, width: 1.25 },
    { text: weightText(reports), x, y: y + 3.6, size: 10, weight: 650, ink: 't1' },
  ]
}

/** The badge of a mark in a row, where more than one told of it: it must not reach the text beside. */
export function rowBadgeShapes({ theme, priority, reports }: TicketLook): Shape[] {
  if (reports <= 1) return []
  const [x, y] = badgeOffset(outerRadius(theme, priority, reports), reports)
  return badgeShapes(priority, reports, Math.min(x, ROW_REACH - badgeWidth(reports) / 2), y)
}

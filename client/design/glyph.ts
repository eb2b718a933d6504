import type { Priority, Theme } from '../../shared/catalogue/service.ts'

/** The grammar of marks: outlines as SVG paths about the origin, which both the page and the map draw. */

/** Radius of a ticket's figure, in px. */
export const RADIUS: Record<Priority, number> = { 1: 12, 2: 11, 3: 9.5, 4: 8 }

/** P1 and P2 are filled, P3 and P4 hollow: priority is told by more than its colour. */
export function isFilled(priority: Priority): boolean {
  return priority <= 2
}

/** The closed figure of a theme. */
export function ticketFigure(theme: Theme, radius: number): string {
  switch (theme) {
    case 'tranquillity':
      return circle(radius)
    case 'living_environment':
      return polygon([0, 60, 120, 180, 240, 300].map((angle) => around(angle, 1.08 * radius)))
    case 'parking':
      return roundedSquare(0.9 * radius, 0.22 * radius)
    case 'people_animals':
      return polygon([0, 90, 180, 270].map((angle) => around(angle, 1.24 * radius)))
    case 'roads':
      return polygon([
        [0, -1.16 * radius],
        [1.13 * radius, 0.84 * radius],
        [-1.13 * radius, 0.84 * radius],
      ])
  }
}

/** How far below the origin the digit stands. */
export function digitDrop(theme: Theme, radius: number): number {
  return theme === 'roads' ? 0.14 * radius : 0
}

/** Radius of the deadline ring around a figure. */
export function ringRadius(theme: Theme, radius: number): number {
  return radius + (theme === 'roads' ? 7 : theme === 'people_animals' ? 6 : 5)
}

/** The arc of what remains, from 12 o'clock clockwise; it empties anticlockwise. `share` from 0 to 1. */
export function arc(radius: number, share: number): string {
  if (share >= 0.999) return circle(radius)
  const angle = 2 * Math.PI * Math.max(0, share)
  const [x, y] = [radius * Math.sin(angle), -radius * Math.cos(angle)]
  return `M0 ${-radius}A${radius} ${radius} 0 ${share > 0.5 ? 1 : 0} 1 ${x.toFixed(2)} ${y.toFixed(2)}`
}

export const CREW_ARROW = 'M0-9.5L7.5 8L0 4.4L-7.5 8Z'
const CHEVRON = 'M0-10L8-1L5.2 1.6L0-4.2L-5.2 1.6L-8-1Z'
export const CREW_CHEVRONS = `${CHEVRON}M0-1L8 8L5.2 10.6L0 4.8L-5.2 10.6L-8 8Z`
export const CREW_DISC = circle(5.5)
export const CREW_SQUARE = roundedSquare(7, 2)
export const CREW_TICK = 'M-3.6 .2L-1 2.9L3.8-2.6'
export const CREW_RING = circle(6.5)
export const CREW_BARS = 'M-2-2.6V2.6M2-2.6V2.6'
export const CREW_SLASH = 'M-4 4L4-4'
export const OCTAGON = polygon(
  [22.5, 67.5, 112.5, 157.5, 202.5, 247.5, 292.5, 337.5].map((angle) => around(angle, 10)),
)

function circle(radius: number): string {
  return `M0 ${-radius}A${radius} ${radius} 0 1 1 0 ${radius}A${radius} ${radius} 0 1 1 0 ${-radius}Z`
}

function around(degrees: number, radius: number): [number, number] {
  const angle = (degrees * Math.PI) / 180
  return [radius * Math.cos(angle), radius * Math.sin(angle)]
}

function polygon(points: readonly (readonly [number, number])[]): string {
  return `M${points.map(([x, y]) => `${x.toFixed(2)} ${y.toFixed(2)}`).join('L')}Z`
}

function roundedSquare(half: number, corner: number): string {
  const side = 2 * (half - corner)
  const turn = (x: number, y: number) => `a${corner} ${corner} 0 0 1 ${x} ${y}`
  return `M${-half + corner} ${-half}h${side}${turn(corner, corner)}v${side}${turn(-corner, corner)}h${-side}${turn(-corner, -corner)}v${-side}${turn(corner, -corner)}Z`
}

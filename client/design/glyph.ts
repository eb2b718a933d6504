import type { Priority, Theme } from '../../shared/catalogue/service.ts'

/** Outlines about the origin as SVG paths: what marks are made of. */

/** Radius of a ticket's figure, in px, before it grows with its reports. */
export const RADIUS: Record<Priority, number> = { 1: 12, 2: 11, 3: 9.5, 4: 8 }

/** The closed figure of a theme; `radius` in px. */
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

export function circle(radius: number): string {
  return `M0 ${-radius}A${radius} ${radius} 0 1 1 0 ${radius}A${radius} ${radius} 0 1 1 0 ${-radius}Z`
}

/** The part of a circle from 12 o'clock clockwise; `share` from 0 (nothing) to 1 (all of it). */
export function arc(radius: number, share: number): string {
  if (share >= 0.999) return circle(radius)
  const angle = 2 * Math.PI * Math.max(0, share)
  const [x, y] = [radius * Math.sin(angle), -radius * Math.cos(angle)]
  return `M0 ${-radius}A${radius} ${radius} 0 ${share > 0.5 ? 1 : 0} 1 ${x.toFixed(2)} ${y.toFixed(2)}`
}

export function octagon(radius: number): string {
  return polygon([22.5, 67.5, 112.5, 157.5, 202.5, 247.5, 292.5, 337.5].map((angle) => around(angle, radius)))
}

export function roundedSquare(half: number, corner: number): string {
  return roundedBox(2 * half, 2 * half, corner)
}

/** A box about (x, y) with round corners. */
export function roundedBox(width: number, height: number, corner: number, x = 0, y = 0): string {
  const turn = (dx: number, dy: number) => `a${corner} ${corner} 0 0 1 ${dx} ${dy}`
  const [across, down] = [width - 2 * corner, height - 2 * corner]
  return `M${x - width / 2 + corner} ${y - height / 2}h${across}${turn(corner, corner)}v${down}${turn(-corner, corner)}h${-across}${turn(-corner, -corner)}v${-down}${turn(corner, -corner)}Z`
}

/** The point `degrees` clockwise from the right, at `radius`. */
function around(degrees: number, radius: number): [number, number] {
  const angle = (degrees * Math.PI) / 180
  return [radius * Math.cos(angle), radius * Math.sin(angle)]
}

function polygon(points: readonly (readonly [number, number])[]): string {
  return `M${points.map(([x, y]) => `${x.toFixed(2)} ${y.toFixed(2)}`).join('L')}Z`
}

import type { Ink } from './palette.ts'

/** An outline of a mark about the origin, in px, y downwards; the page and the map draw the same ones. */
export interface Outline {
  /** SVG path data. */
  path: string
  fill?: Ink
  stroke?: Ink
  /** Width of the stroke in px. */
  width?: number
  /** Lengths of dash and gap in px. */
  dash?: readonly [number, number]
  /** From 0 to 1, of fill and stroke together. */
  opacity?: number
}

/** A few characters centred on `x`, their baseline on `y`. */
export interface Lettering {
  text: string
  x: number
  y: number
  /** Height of the type in px, and its weight from 100 to 900. */
  size: number
  weight: number
  ink: Ink
}

/** One thing to paint; a mark is a list of them, the lowest first. */
export type Shape = Outline | Lettering

import type { Priority, Theme } from '../../shared/catalogue/service.ts'
import type { Clock } from '../../shared/deadline.ts'
import { Shapes } from './Shapes.tsx'
import {
  deadlineRingShapes,
  type RingLook,
  rowBadgeShapes,
  type TicketLook,
  ticketFigureShapes,
} from './ticket-glyph.ts'

interface TicketGlyphProps {
  theme: Theme
  priority: Priority
  clock: Clock
  placed: boolean
  reports?: number
  size?: number
  /** What a screen reader says; without it the mark is hidden from it, since a text beside it says the same. */
  label?: string
}

/** A ticket as lists draw it: figure of its theme, digit of its priority, ring of what remains, how many told of it. */
export function TicketGlyph({ clock, reports = 1, size = 48, label, ...look }: TicketGlyphProps) {
  const whole: TicketLook = { ...look, reports }
  const ring = ringOf(clock)
  return (
    <svg
      width={size}
      height={size}
      viewBox="-24 -24 48 48"
      overflow="visible"
      focusable="false"
      role={label === undefined ? undefined : 'img'}
      aria-label={label}
      aria-hidden={label === undefined}
    >
      {ring !== null && <Shapes shapes={deadlineRingShapes(whole, ring)} />}
      <Shapes shapes={ticketFigureShapes(whole, false)} />
      <Shapes shapes={rowBadgeShapes(whole)} />
    </svg>
  )
}

function ringOf(clock: Clock): RingLook | null {
  if (clock.state === 'passed') return 'passed'
  return clock.state === 'running' ? { share: clock.share } : null
}

import type { Priority, Theme } from '../../shared/catalogue/service.ts'
import type { Clock } from '../../shared/deadline.ts'
import { arc, digitDrop, isFilled, RADIUS, ringRadius, ticketFigure } from './glyph.ts'

interface TicketGlyphProps {
  theme: Theme
  priority: Priority
  clock: Clock
  placed: boolean
  reports?: number
  size?: number
}

/** A ticket as it is drawn everywhere: figure of its theme, digit of its priority, ring of what remains. */
export function TicketGlyph({ theme, priority, clock, placed, reports = 1, size = 48 }: TicketGlyphProps) {
  const radius = RADIUS[priority]
  const colour = `var(--p${priority}f)`
  const filled = isFilled(priority) && placed
  const outline = priority === 1 && placed ? 'var(--t1)' : colour
  return (
    <svg width={size} height={size} viewBox="-24 -24 48 48" aria-hidden="true" focusable="false">
      <Ring clock={clock} colour={colour} radius={ringRadius(theme, radius)} />
      <path
        d={ticketFigure(theme, radius)}
        fill={filled ? colour : 'none'}
        stroke={outline}
        strokeWidth={2}
        strokeDasharray={placed ? undefined : '3.4 2.6'}
        strokeLinejoin="round"
      />
      <text
        y={digitDrop(theme, radius) + 4.2}
        textAnchor="middle"
        fontSize={priority === 4 ? 10 : priority === 3 ? 11 : 12}
        fontWeight={700}
        fill={filled ? `var(--p${priority}o)` : `var(--p${priority})`}
      >
        {priority}
      </text>
      {reports > 1 && <Weight reports={reports} priority={priority} />}
    </svg>
  )
}

function Ring({ clock, colour, radius }: { clock: Clock; colour: string; radius: number }) {
  if (clock.state === 'passed') {
    return <circle r={radius} fill="none" stroke={colour} strokeWidth={2.5} strokeDasharray="3 2.2" />
  }
  if (clock.state !== 'running') return null
  return (
    <g fill="none" stroke={colour} strokeWidth={clock.share < 0.25 ? 3.5 : 2.5}>
      <circle r={radius} opacity={0.22} />
      <path d={arc(radius, clock.share)} />
    </g>
  )
}

function Weight({ reports, priority }: { reports: number; priority: Priority }) {
  const width = reports > 9 ? 24 : 19
  return (
    <g transform="translate(12 -15)">
      <rect
        x={-width / 2}
        y={-7.5}
        width={width}
        height={15}
        rx={7.5}
        fill="var(--bg1)"
        stroke={`var(--p${priority}f)`}
        strokeWidth={1.25}
      />
      <text y={3.6} textAnchor="middle" fontSize={10} fontWeight={650} fill="var(--t1)">
        ×{reports}
      </text>
    </g>
  )
}

import {
  CREW_ARROW,
  CREW_BARS,
  CREW_CHEVRONS,
  CREW_RING,
  CREW_SLASH,
  CREW_SQUARE,
  CREW_TICK,
  OCTAGON,
} from './glyph.ts'
import { type CrewAppearance, crewColour } from './palette.ts'

interface CrewGlyphProps {
  appearance: CrewAppearance
  size?: number
}

/** A crew as it is drawn in lists: pointing right, since a list has no north. */
export function CrewGlyph({ appearance, size = 20 }: CrewGlyphProps) {
  const colour = `var(--${crewColour[appearance]})`
  return (
    <svg width={size} height={size} viewBox="-12 -12 24 24" aria-hidden="true" focusable="false">
      <Figure appearance={appearance} colour={colour} />
    </svg>
  )
}

function Figure({ appearance, colour }: { appearance: CrewAppearance; colour: string }) {
  const line = { fill: 'none', stroke: colour, strokeWidth: 1.8, strokeLinecap: 'round' as const }
  switch (appearance) {
    case 'free':
      return <path d={CREW_ARROW} fill={colour} transform="rotate(90)" />
    case 'sent':
      return <path d={CREW_ARROW} {...line} strokeDasharray="3 2" transform="rotate(90)" />
    case 'acknowledged':
    case 'stale':
      return <path d={CREW_ARROW} {...line} transform="rotate(90)" />
    case 'en_route':
      return <path d={CREW_CHEVRONS} fill={colour} transform="rotate(90)" />
    case 'on_scene':
      return <path d={CREW_SQUARE} fill={colour} />
    case 'secured':
      return (
        <>
          <path d={CREW_SQUARE} fill={colour} />
          <path d={CREW_TICK} fill="none" stroke="var(--bg1)" strokeWidth={2} />
        </>
      )
    case 'on_break':
      return (
        <g {...line}>
          <path d={CREW_RING} />
          <path d={CREW_BARS} />
        </g>
      )
    case 'unavailable':
      return (
        <g {...line}>
          <path d={CREW_RING} />
          <path d={CREW_SLASH} />
        </g>
      )
    case 'distress':
      return (
        <>
          <path d={OCTAGON} fill="var(--distress)" stroke="#fff" strokeWidth={1.5} />
          <path d="M0-5V1.4M0 4.6V5" stroke="#fff" strokeWidth={2.4} strokeLinecap="round" />
        </>
      )
  }
}

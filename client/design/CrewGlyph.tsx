import { crewShapes, isPointed } from './crew-glyph.ts'
import type { CrewAppearance } from './palette.ts'
import { Shapes } from './Shapes.tsx'

interface CrewGlyphProps {
  appearance: CrewAppearance
  size?: number
  /** What a screen reader says; without it the mark is hidden from it, since a text beside it says the same. */
  label?: string
}

/** A crew as lists draw it: pointing right, since a list has no north. */
export function CrewGlyph({ appearance, size = 20, label }: CrewGlyphProps) {
  return (
    <svg
      className={`crew-glyph ${appearance}`}
      width={size}
      height={size}
      viewBox="-12 -12 24 24"
      focusable="false"
      role={label === undefined ? undefined : 'img'}
      aria-label={label}
      aria-hidden={label === undefined}
    >
      <g transform={isPointed(appearance) ? 'rotate(90)' : undefined}>
        <Shapes shapes={crewShapes(appearance, false)} />
      </g>
    </svg>
  )
}

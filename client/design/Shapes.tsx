import type { Ink } from './palette.ts'
import type { Shape } from './shape.ts'

const colour = (ink: Ink | undefined) => (ink === undefined ? 'none' : `var(--${ink})`)

/** A mark inside an SVG of the page, in the colours of its theme. */
export function Shapes({ shapes }: { shapes: readonly Shape[] }) {
  return shapes.map((shape) =>
    'text' in shape ? (
      <text
        key={shape.text}
        x={shape.x}
        y={shape.y}
        textAnchor="middle"
        fontSize={shape.size}
        fontWeight={shape.weight}
        fill={colour(shape.ink)}
      >
        {shape.text}
      </text>
    ) : (
      <path
        key={`${shape.path} ${shape.fill} ${shape.stroke}`}
        d={shape.path}
        fill={colour(shape.fill)}
        stroke={colour(shape.stroke)}
        strokeWidth={shape.width}
        strokeDasharray={shape.dash?.join(' ')}
        strokeLinecap={shape.dash === undefined ? 'round' : 'butt'}
        strokeLinejoin="round"
        opacity={shape.opacity}
      />
    ),
  )
}

import type { Tags } from './osm-element.ts'

/** Whom traffic lights at a node stop: who goes along the line of its street (1), against it (-1), or both (0); null where there are none. */
export function signalOf(tags: Tags): -1 | 0 | 1 | null {
  if (tags.highway !== 'traffic_signals') return null
  const direction = tags['traffic_signals:direction']
  if (direction === 'forward') return 1
  return direction === 'backward' ? -1 : 0
}

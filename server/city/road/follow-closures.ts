import { type Closure, pointsOf } from '../../../shared/closure/closure.ts'
import type { LiveBoard } from '../../broadcast/live-board.ts'
import type { RoadEngine } from './road-engine.ts'
import type { Closure as ClosedStreets } from './street-closures.ts'

/** Closes and opens streets in the road engine as the board has them: now, and with every event. Returns what stops it. */
export function followClosures(live: LiveBoard, roads: Pick<RoadEngine, 'close' | 'reopen'>): () => void {
  for (const closure of live.board.closures.values()) roads.close(streetsOf(closure))
  return live.onFold((events) => {
    for (const { event } of events) {
      if (event.type === 'street_closed') roads.close(streetsOf(event.closure))
      else if (event.type === 'street_opened') roads.reopen(event.closureId)
    }
  })
}

/** Closed to what rolls: who is on foot passes works, a fallen tree, a market. */
function streetsOf({ id, shape }: Closure): ClosedStreets {
  const modes = ['car', 'bicycle'] as const
  const points = pointsOf(shape)
  return shape.type === 'LineString'
    ? { id, modes, shape: { kind: 'stretch', line: points } }
    : { id, modes, shape: { kind: 'zone', ring: points } }
}

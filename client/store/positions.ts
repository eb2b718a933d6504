import type { FramePosition, PositionFrame } from '../../shared/position-frame.ts'
import { Trails } from './trails.ts'

/** A crew's last position, another object for each fix. `at` is the instant of the fix, on the server's clock. */
export interface Located extends FramePosition {
  at: number
}

/** Where every crew is, outside React: positions come four times a second, and only the map draws them. */
class Positions {
  readonly trails = new Trails()
  private readonly byCrew = new Map<number, Located>()
  private readonly listeners = new Set<() => void>()

  take({ at, positions }: PositionFrame): void {
    for (const position of positions) {
      const fixAt = at - position.age * 1000
      this.byCrew.set(position.crew, locatedAt(fixAt, position))
      this.trails.take(position.crew, position, fixAt)
    }
    for (const listener of this.listeners) listener()
  }

  of(crew: number): Located | undefined {
    return this.byCrew.get(crew)
  }

  forget(crew: number): void {
    this.byCrew.delete(crew)
    this.trails.forget(crew)
  }

  forgetAll(): void {
    this.byCrew.clear()
    this.trails.forgetAll()
  }

  onChange(listener: () => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }
}

/** Field by field: ten thousand come four times a second, and copying what an object has costs ten times as much. */
function locatedAt(
  at: number,
  { crew, lon, lat, age, heading, speed, accuracy, clockAhead = false, newerApart = false }: FramePosition,
): Located {
  return { crew, lon, lat, age, heading, speed, accuracy, clockAhead, newerApart, at }
}

export const positions = new Positions()

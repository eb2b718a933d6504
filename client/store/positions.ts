import type { LonLat } from '../../shared/geo.ts'
import type { FramePosition, PositionFrame } from '../../shared/position-frame.ts'

/** A crew's last position. `at` is the instant of the fix, on the server's clock. */
interface Located extends FramePosition {
  at: number
}

interface Step extends LonLat {
  at: number
}

const TRAIL_MS = 5 * 60_000
const TRAIL_STEP_MS = 3_000

/** Where every crew is, outside React: positions come four times a second, and only the map draws them. */
class Positions {
  private readonly byCrew = new Map<number, Located>()
  private readonly trails = new Map<number, Step[]>()
  private readonly listeners = new Set<() => void>()

  take({ at, positions }: PositionFrame): void {
    for (const position of positions) {
      const fixAt = at - position.age * 1000
      this.byCrew.set(position.crew, { ...position, at: fixAt })
      this.extendTrail(position, fixAt)
    }
    for (const listener of this.listeners) listener()
  }

  of(crew: number): Located | undefined {
    return this.byCrew.get(crew)
  }

  /** Where a crew was in the last five minutes, the oldest first. */
  trailOf(crew: number): readonly LonLat[] {
    return this.trails.get(crew) ?? []
  }

  forget(crew: number): void {
    this.byCrew.delete(crew)
    this.trails.delete(crew)
  }

  forgetAll(): void {
    this.byCrew.clear()
    this.trails.clear()
  }

  onChange(listener: () => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  private extendTrail({ crew, lon, lat }: FramePosition, at: number): void {
    const trail = this.trails.get(crew) ?? []
    const last = trail.at(-1)
    if (last !== undefined && at - last.at < TRAIL_STEP_MS) return
    const kept = trail.filter((step) => step.at > at - TRAIL_MS)
    this.trails.set(crew, [...kept, { lon, lat, at }])
  }
}

export const positions = new Positions()

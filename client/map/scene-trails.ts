import { Kept } from '../layers/kept.ts'
import type { CrewMark, TrailEnds, TrailSteps, Trails } from '../layers/rows.ts'
import type { Trails as KeptTrails } from '../store/trails.ts'

/** Where crews came from, from what is kept of their ways: made again only where steps were added. */
export class SceneTrails {
  private readonly steps = new Kept<TrailSteps>()
  private readonly ends = new Kept<TrailEnds>()

  constructor(private readonly kept: KeptTrails) {}

  /** `now` in ms since 1970; `only` is the crew whose whole day is drawn. */
  of(marks: readonly CrewMark[], now: number, only: string | null): Trails {
    const { kept } = this
    const { rows, added, rewritten, capacity: length } = kept
    return {
      steps: this.steps.of([rows, added, rewritten], () => ({ rows, added, rewritten, length })),
      ends: this.ends.of([marks, kept.ended], () => kept.endsOf(marks)),
      since: kept.shownFrom(now),
      now: kept.secondsAt(now),
      only,
    }
  }
}

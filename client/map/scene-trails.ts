import { Kept } from '../layers/kept.ts'
import type { CrewMark, TrailSteps, Trails } from '../layers/rows.ts'
import type { Trails as KeptTrails } from '../store/trails.ts'

/** Longer ago than any trail is shown. */
const NEVER = -1e9

/** Where crews came from, from what is kept of their ways: made again only where steps were added. */
export class SceneTrails {
  private readonly steps = new Kept<TrailSteps>()
  private readonly ends = new Kept<Trails['ends']>()

  constructor(private readonly kept: KeptTrails) {}

  /** `now` in ms since 1970; `only` is the crew whose whole day is drawn. */
  of(marks: readonly CrewMark[], now: number, only: string | null): Trails {
    const { kept } = this
    const { rows, added, rewritten, capacity: length } = kept
    return {
      steps: this.steps.of([rows, added, rewritten], () => ({ rows, added, rewritten, length })),
      ends: this.ends.of([marks, kept.ended], () => this.endsOf(marks)),
      since: kept.shownFrom(now),
      now: kept.secondsAt(now),
      only,
    }
  }

  private endsOf(marks: readonly CrewMark[]): Trails['ends'] {
    const from = new Float64Array(2 * marks.length)
    const steps = new Float32Array(3 * marks.length)
    for (const [index, { number }] of marks.entries()) {
      const end = this.kept.endOf(number)
      from[2 * index] = end?.lon ?? 0
      from[2 * index + 1] = end?.lat ?? 0
      steps[3 * index] = end === undefined ? NEVER : this.kept.secondsAt(end.at)
      steps[3 * index + 1] = end?.along ?? 0
      steps[3 * index + 2] = number
    }
    return { from, steps }
  }
}

import type { LonLat } from '../../shared/geo.ts'
import { type Jurisdiction, jurisdictionAt } from '../../shared/jurisdiction.ts'

/** Which town a point, a request or a reference is of. */
export class Jurisdictions {
  readonly first: Jurisdiction

  constructor(readonly all: readonly Jurisdiction[]) {
    const [first] = all
    if (first === undefined) throw new Error('A deployment serves one jurisdiction at least.')
    this.first = first
  }

  named(id: string): Jurisdiction | undefined {
    return this.all.find((one) => one.id === id)
  }

  /** The one whose outline holds the point, else the one that has none; undefined where none does. */
  at(point: LonLat): Jurisdiction | undefined {
    return jurisdictionAt(this.all, point)
  }

  /** The one whose letters a reference of a ticket at `position` starts with. */
  of({ position }: { position: LonLat | null }): Jurisdiction {
    return (position && this.at(position)) ?? this.first
  }
}

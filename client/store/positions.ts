import type { LonLat } from '../../shared/geo.ts'
import { type Doubt, doubtIn, type PositionFrame } from '../../shared/position-frame.ts'
import { CrewTable } from './crew-table.ts'
import { Trails } from './trails.ts'

/** A crew's last position. */
interface Located extends LonLat {
  /** Instant of the fix, on the server's clock, in milliseconds since 1970. */
  at: number
  /** Radius of the fix in metres. */
  accuracy: number
}

/** A crew's last position as the server told it. */
interface Told extends Located {
  doubt: Doubt | null
}

/** A fix as a device has it. */
export interface Fix extends Located {
  /** Degrees clockwise from north, null when unknown. */
  heading: number | null
  /** Metres a second, null when unknown. */
  speed: number | null
}

/** What the table has of each crew. */
const [LON, LAT, AT, ACCURACY, HEADING, SPEED, TOLD, FLAGS, WIDTH] = [0, 1, 2, 3, 4, 5, 6, 7, 8] as const

/**
 * Where every crew is, outside React: positions come four times a second, and only the map draws them. It reads numbers;
 * whoever looks at one crew is given an object.
 */
export class Positions {
  readonly trails = new Trails()
  /** How often positions came. */
  told = 0
  /** How often crews were forgotten. */
  forgotten = 0
  private readonly table = new CrewTable(WIDTH)
  /** What was made for who asked, until the crew's next fix. */
  private readonly asked = new Map<number, Told & { told: number }>()
  private readonly listeners = new Set<() => void>()

  take(frame: PositionFrame): void {
    this.told += 1
    const { length } = frame
    for (let index = 0; index < length; index += 1) {
      const at = frame.at - frame.age(index) * 1000
      const row = this.write(frame.crew(index), frame.lon(index), frame.lat(index), at)
      const { numbers } = this.table
      numbers[row + ACCURACY] = frame.accuracy(index)
      numbers[row + HEADING] = frame.heading(index)
      numbers[row + SPEED] = frame.speed(index)
      numbers[row + FLAGS] = frame.flags(index)
    }
    this.tell()
  }

  /** Takes one fix, of this device itself. */
  takeOwn(crew: number, { lon, lat, at, accuracy, heading, speed }: Fix): void {
    this.told += 1
    const row = this.write(crew, lon, lat, at)
    const { numbers } = this.table
    numbers[row + ACCURACY] = accuracy
    numbers[row + HEADING] = heading ?? Number.NaN
    numbers[row + SPEED] = speed ?? Number.NaN
    numbers[row + FLAGS] = 0
    this.tell()
  }

  /** Where a crew is; the same object until its next fix. */
  of(crew: number): Told | undefined {
    const told = this.toldOf(crew)
    const known = this.asked.get(crew)
    if (known?.told === told) return known
    if (!this.isKnown(crew)) return undefined
    const accuracy = this.number(crew, ACCURACY)
    const doubt = doubtIn(this.number(crew, FLAGS))
    const made = { lon: this.lon(crew), lat: this.lat(crew), at: this.at(crew), accuracy, doubt, told }
    this.asked.set(crew, made)
    return made
  }

  isKnown(crew: number): boolean {
    return !Number.isNaN(this.at(crew))
  }

  /** What `told` was when the position of a crew last came; this, and what follows, is NaN where that is not known. */
  toldOf(crew: number): number {
    return this.number(crew, TOLD)
  }

  lon(crew: number): number {
    return this.number(crew, LON)
  }

  lat(crew: number): number {
    return this.number(crew, LAT)
  }

  /** Instant of the fix, in milliseconds since 1970. */
  at(crew: number): number {
    return this.number(crew, AT)
  }

  /** Degrees clockwise from north; NaN too where the device does not tell. */
  heading(crew: number): number {
    return this.number(crew, HEADING)
  }

  /** Metres a second; NaN too where the device does not tell. */
  speed(crew: number): number {
    return this.number(crew, SPEED)
  }

  forget(crew: number): void {
    this.forgotten += 1
    this.table.forget(crew)
    this.asked.delete(crew)
    this.trails.forget(crew)
  }

  forgetAll(): void {
    this.forgotten += 1
    this.table.forgetAll()
    this.asked.clear()
    this.trails.forgetAll()
  }

  onChange(listener: () => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** Where the other numbers of the crew go. */
  private write(crew: number, lon: number, lat: number, at: number): number {
    const row = this.table.rowOf(crew)
    const { numbers } = this.table
    numbers[row + LON] = lon
    numbers[row + LAT] = lat
    numbers[row + AT] = at
    numbers[row + TOLD] = this.told
    this.trails.take(crew, lon, lat, at)
    return row
  }

  private number(crew: number, which: number): number {
    return this.table.numbers[crew * WIDTH + which] ?? Number.NaN
  }

  private tell(): void {
    for (const listener of this.listeners) listener()
  }
}

export const positions = new Positions()

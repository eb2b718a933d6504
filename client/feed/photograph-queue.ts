import type { CrewId, PhotographId } from '../../shared/id.ts'
import type { Localized } from '../../shared/text.ts'
import type { KeptPhotograph, PhotographStore } from './photograph-store.ts'
import type { PhotographWire, Standing } from './photograph-wire.ts'
import { PieceSize } from './piece-size.ts'

/** What becomes of a photograph on this device, until the server has it. */
export type Progress =
  | { state: 'waiting' }
  | { state: 'sending'; share: number }
  | { state: 'refused'; why: Localized }

export interface QueuedPhotograph extends KeptPhotograph {
  progress: Progress
  /** The device had no room: it is kept only as long as this page is. */
  unsaved: boolean
}

interface QueueDependencies {
  store: PhotographStore
  wire: PhotographWire
  /** Says that a photograph was taken, `again` after a refusal; null once the server knows, else why it does not take it. */
  announce(photograph: KeptPhotograph, again: boolean): Promise<Localized | null>
  /** Says that a photograph that was announced will not come. */
  withdraw(photograph: KeptPhotograph): void
  /** Told in a crew's words when the server no longer awaits a photograph. */
  notAwaited: Localized
  onChange(photographs: readonly QueuedPhotograph[]): void
}

const FIRST_PAUSE_MS = 1_000
const LONGEST_PAUSE_MS = 30_000

/**
 * Photographs on their way: each kept on the device first, then announced, then sent in pieces, one photograph after
 * the other, from where the server says, until it has it. Nothing that happens on the way loses one.
 */
export class PhotographQueue {
  private queued: readonly QueuedPhotograph[] = []
  private stopped = false
  private running = false
  private pauseMs = FIRST_PAUSE_MS
  private readonly size = new PieceSize()
  private wakeUp: () => void = () => {}

  constructor(private readonly dependencies: QueueDependencies) {}

  /** Takes up what an earlier page left of a crew, or of consoles. */
  async restore(crewId: CrewId | null): Promise<void> {
    // Where the device keeps nothing, nothing was left.
    const all = await this.dependencies.store.all().catch(() => [])
    const kept = all.filter((one) => one.crewId === crewId)
    const known = new Set(this.queued.map(({ id }) => id))
    const left = kept.filter(({ id }) => !known.has(id)).map((one) => queuedAs(one, false))
    this.show([...left, ...this.queued])
    for (const one of left) if (!one.announced && one.refused === null) this.announce(one)
    this.run()
  }

  /** Keeps a photograph and sends it; where the device has no room it is sent all the same, and says so. */
  async add(photograph: KeptPhotograph): Promise<void> {
    const unsaved = await this.keep(photograph)
    // The next page of this crew takes it up.
    if (this.stopped) return
    this.show([...this.queued, queuedAs(photograph, unsaved)])
    this.announce(photograph)
  }

  /** A person does not want it any more. */
  async remove(id: PhotographId): Promise<void> {
    const photograph = this.find(id)
    if (photograph === undefined) return
    await this.forget(id)
    // Also where it was not announced yet: what says so may be on its way.
    if (photograph.announced || photograph.refused === null) this.dependencies.withdraw(photograph)
  }

  /** A person tries again what was refused, or does not want to wait. */
  async retry(id: PhotographId): Promise<void> {
    const photograph = this.find(id)
    if (photograph === undefined) return
    if (photograph.refused !== null) await this.change(id, { refused: null })
    if (!photograph.announced && photograph.refused !== null)
      this.announce({ ...photograph, refused: null }, true)
    this.wake()
  }

  /** There may be a network again. */
  wake(): void {
    this.pauseMs = FIRST_PAUSE_MS
    this.wakeUp()
    this.run()
  }

  stop(): void {
    this.stopped = true
    this.wakeUp()
  }

  private async announce(photograph: KeptPhotograph, again = false): Promise<void> {
    const refused = await this.dependencies.announce(photograph, again)
    await this.change(photograph.id, refused === null ? { announced: true } : { refused })
    this.run()
  }

  private async run(): Promise<void> {
    if (this.running) return
    this.running = true
    for (let next = this.next(); next !== undefined; next = this.next()) {
      try {
        await this.sendOne(next)
        this.pauseMs = FIRST_PAUSE_MS
      } catch {
        this.size.lost()
        this.progress(next.id, { state: 'waiting' })
        await this.pause()
      }
    }
    this.running = false
  }

  /** What would be lost with the page goes first. */
  private next(): QueuedPhotograph | undefined {
    if (this.stopped) return undefined
    const ready = this.queued.filter(({ announced, refused }) => announced && refused === null)
    return ready.find(({ unsaved }) => unsaved) ?? ready[0]
  }

  /** Sends what the server lacks of a photograph. Throws where it cannot go on now. */
  private async sendOne(photograph: QueuedPhotograph): Promise<void> {
    const { id, picture } = photograph
    const { wire, notAwaited } = this.dependencies
    let standing = await wire.standing(photograph)
    while (standing.state === 'under_way') {
      if (this.stopped || this.find(id) === undefined) return
      const { offset }: { offset: number } = standing
      this.progress(id, { state: 'sending', share: Math.min(1, offset / picture.size) })
      const piece = picture.slice(offset, offset + this.size.bytes)
      const last = offset + piece.size >= picture.size
      const begunAt = performance.now()
      const after: Standing = await wire.append(photograph, offset, piece, last)
      this.size.came(performance.now() - begunAt)
      // It forgot what it had, or has something else: it is asked again, later.
      if (after.state === 'under_way' && after.offset <= offset) throw new Error('The server does not go on.')
      standing = after
    }
    if (this.find(id) === undefined) return
    if (standing.state === 'received') await this.forget(id)
    else await this.change(id, { refused: standing.state === 'refused' ? standing.why : notAwaited })
  }

  private pause(): Promise<void> {
    return new Promise((settle) => {
      const timer = setTimeout(settle, this.pauseMs)
      this.pauseMs = Math.min(LONGEST_PAUSE_MS, this.pauseMs * 2)
      this.wakeUp = () => {
        clearTimeout(timer)
        settle()
      }
    })
  }

  private find(id: PhotographId): QueuedPhotograph | undefined {
    return this.queued.find((one) => one.id === id)
  }

  /** True where there was no room. */
  private async keep(photograph: KeptPhotograph): Promise<boolean> {
    try {
      await this.dependencies.store.put(photograph)
      return false
    } catch {
      return true
    }
  }

  private async change(
    id: PhotographId,
    change: Partial<Pick<KeptPhotograph, 'announced' | 'refused'>>,
  ): Promise<void> {
    const photograph = this.find(id)
    if (photograph === undefined) return
    const { progress: _, unsaved: _1, ...kept } = { ...photograph, ...change }
    const unsaved = await this.keep(kept)
    // Removed while it was written: it must not come back with the next page.
    if (this.find(id) === undefined) return this.dependencies.store.remove(id)
    this.show(this.queued.map((one) => (one.id === id ? queuedAs(kept, unsaved) : one)))
  }

  private async forget(id: PhotographId): Promise<void> {
    this.show(this.queued.filter((one) => one.id !== id))
    await this.dependencies.store.remove(id)
  }

  private progress(id: PhotographId, progress: Progress): void {
    this.show(this.queued.map((one) => (one.id === id ? { ...one, progress } : one)))
  }

  private show(queued: readonly QueuedPhotograph[]): void {
    this.queued = queued
    if (!this.stopped) this.dependencies.onChange(queued)
  }
}

function queuedAs(kept: KeptPhotograph, unsaved: boolean): QueuedPhotograph {
  const progress: Progress =
    kept.refused === null ? { state: 'waiting' } : { state: 'refused', why: kept.refused }
  return { ...kept, progress, unsaved }
}

import {
  type Batch,
  type ClientToServer,
  type Heartbeat,
  type ResumeAnswer,
  resumeSchema,
  type Snapshot,
} from '../../shared/protocol/live.ts'
import type { FeedSocket, Wire } from './wire.ts'

/** What becomes of one message: it comes after so many milliseconds, twice, never, or the connection is cut under it. */
export type Fate = { kind: 'comes' | 'twice'; afterMs: number } | { kind: 'lost' } | { kind: 'cut' }

/** What a client reaches over its wire. */
export interface FarEnd {
  /** Whether it answers now. */
  isUp(): boolean
  welcome(client: FaultyWire): void
  leave(client: FaultyWire): void
  resume(client: FaultyWire, asked: { logId: string; cursor: number }): ResumeAnswer
  command(client: FaultyWire, sent: unknown): Promise<unknown>
  snapshot(client: FaultyWire): Snapshot
}

type Told = { batch: Batch; heartbeat: Heartbeat }

const CONNECT_MS = 50
const COME_BACK_MS = 500

/** A socket whose every message has a fate: between a real `Connection` and a server in the same process. */
export class FaultyWire implements FeedSocket {
  connected = false
  active = true
  private readonly listeners = new Map<string, (value: never) => void>()
  private plugged = true
  private closed = false

  constructor(
    private readonly far: FarEnd,
    private readonly fate: () => Fate,
  ) {}

  /** As a `Connection` takes it. */
  get wire(): Wire {
    return { socket: this, snapshot: () => this.snapshot() }
  }

  on(event: string, listener: (value: never) => void): void {
    this.listeners.set(event, listener)
  }

  connect(): void {
    setTimeout(() => {
      if (this.closed || this.connected) return
      if (!this.plugged || !this.far.isUp()) {
        this.fire('connect_error', new Error('out of reach'))
        setTimeout(() => this.connect(), COME_BACK_MS)
        return
      }
      this.connected = true
      this.fire('connect', undefined)
      this.far.welcome(this)
    }, CONNECT_MS)
  }

  disconnect(): void {
    this.closed = true
    this.drop()
  }

  /** The network is gone, or back. */
  plug(plugged: boolean): void {
    this.plugged = plugged
    if (!plugged) this.cut()
  }

  /** The connection breaks; what was under way in it is lost. */
  cut(): void {
    if (!this.connected) return
    this.drop()
    this.fire('disconnect', 'transport close')
    if (!this.closed) setTimeout(() => this.connect(), COME_BACK_MS)
  }

  get volatile() {
    return this
  }

  emit(): void {}

  timeout(milliseconds: number) {
    return {
      emit: (
        event: keyof ClientToServer,
        value: unknown,
        answered: (error: Error | null, raw: unknown) => void,
      ) => {
        let settled = false
        const settle = (error: Error | null, raw: unknown) => {
          if (settled) return
          settled = true
          answered(error, raw)
        }
        setTimeout(() => settle(new Error('no answer'), undefined), milliseconds)
        this.carry(async () => {
          const answer =
            event === 'resume'
              ? this.far.resume(this, resumeSchema.parse(value))
              : await this.far.command(this, value)
          // On its way back an answer has a fate of its own; that of `resume` is lost or comes before what follows it.
          if (event === 'resume') settle(null, answer)
          else this.carry(() => settle(null, answer))
        })
      },
    }
  }

  /** The server tells this client something. */
  tell<T extends keyof Told>(event: T, value: Told[T]): void {
    this.carry(() => this.fire(event, structuredClone(value)))
  }

  private async snapshot(): Promise<Response> {
    await new Promise((settle) => setTimeout(settle, CONNECT_MS))
    if (!this.plugged || !this.far.isUp() || this.fate().kind === 'lost')
      throw new TypeError('Failed to fetch')
    return new Response(JSON.stringify(this.far.snapshot(this)))
  }

  private carry(deliver: () => void): void {
    const connection = this.connection
    const fate = this.fate()
    if (fate.kind === 'lost') return
    if (fate.kind === 'cut') return this.cut()
    const arrive = () => {
      if (this.connected && this.connection === connection) deliver()
    }
    setTimeout(arrive, fate.afterMs)
    if (fate.kind === 'twice') setTimeout(arrive, 2 * fate.afterMs)
  }

  private connection = 0

  private drop(): void {
    this.connection += 1
    if (!this.connected) return
    this.connected = false
    this.far.leave(this)
  }

  private fire(event: string, value: unknown): void {
    this.listeners.get(event)?.(value as never)
  }
}

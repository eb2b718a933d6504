import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openAssignments } from '../../shared/board.ts'
import type { Command } from '../../shared/command.ts'
import type { Actor } from '../../shared/event.ts'
import { assignmentIdSchema, type CommandId, type CrewId, noteIdSchema } from '../../shared/id.ts'
import {
  aBoard,
  aCrew,
  aTicket,
  crewId,
  HOLE,
  NOISE,
  NOW,
  published,
  ticketId,
} from '../../shared/test-board.ts'
import { type CommandStore, MemoryCommandStore } from './command-store.ts'
import { Connection } from './connection.ts'
import type { FeedState } from './feed-state.ts'
import type { OutboxState } from './outbox.ts'
import { type Fate, FaultyWire } from './test-faulty-wire.ts'
import { listenerOf } from './test-listener.ts'
import { MemoryServer } from './test-memory-server.ts'

const CREWS = [crewId(1), crewId(2)]
const TICKETS = [1, 2, 3, 4]
const catalogues = published(NOISE, HOLE)
const postActor: Actor = { id: 'post', role: 'dispatcher', label: 'Poste 1', crewId: null }

/** A small generator whose whole run follows from its seed. */
function generator(seed: number) {
  let state = seed | 0
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return {
    next,
    below: (count: number) => Math.floor(next() * count),
    oneOf: <T>(values: readonly T[]): T => values[Math.floor(next() * values.length)] as T,
  }
}
type Generator = ReturnType<typeof generator>

/** A screen whose page can be killed, and opened again on what its device had written. */
class Screen {
  readonly said: { id: CommandId; distress: boolean }[] = []
  feed: FeedState | null = null
  outbox: OutboxState = { waiting: [], refused: [], unkept: false }
  private connection!: Connection
  private client!: FaultyWire
  private kept: FeedState | null = null
  private readonly store: CommandStore

  constructor(
    private readonly server: MemoryServer,
    private readonly actor: Actor,
    private readonly fate: () => Fate,
  ) {
    const disk = new MemoryCommandStore()
    this.store = {
      put: (said) => {
        this.said.push({ id: said.id, distress: said.command.type === 'raise_distress' })
        return disk.put(said)
      },
      refuse: (refused) => disk.refuse(refused),
      remove: (id) => disk.remove(id),
      all: () => disk.all(),
    }
    this.open()
  }

  say(command: Command): void {
    this.connection.send(command)
  }

  plug(plugged: boolean): void {
    this.client.plug(plugged)
  }

  keep(): void {
    this.kept = this.feed
  }

  kill(): void {
    this.connection.close()
    this.open()
  }

  close(): void {
    this.connection.close()
  }

  private open(): void {
    this.client = new FaultyWire(this.server, this.fate)
    this.server.attach(this.client, this.actor)
    const { crewId: crew } = this.actor
    const mine = this.client
    this.connection = new Connection(
      listenerOf({
        onFeed: (feed) => {
          if (this.client === mine) this.feed = feed
        },
        onOutbox: (state) => {
          if (this.client === mine) this.outbox = state
        },
      }),
      {
        crewId: crew,
        store: this.store,
        wire: this.client.wire,
        ...(this.kept !== null && { feed: this.kept }),
      },
    )
    this.connection.open()
  }
}

/** What a crew may say next, likely or not. */
function wordsOf(screen: Screen, crew: CrewId, { below, oneOf }: Generator): Command {
  const own = openAssignments(screen.feed?.board.assignments.values() ?? [], { crewId: crew })
  const about = own.length === 0 ? null : oneOf(own)
  if (about === null || below(8) === 0)
    return oneOf<Command>([
      { type: 'take_break', crewId: crew },
      { type: 'make_available', crewId: crew },
      { type: 'raise_distress', crewId: crew, ticketId: ticketId(1_000 + below(1e6)), position: null },
    ])
  const { id: assignmentId, ticketId: on } = about
  return oneOf<Command>([
    { type: 'acknowledge', assignmentId },
    { type: 'go_en_route', assignmentId },
    { type: 'arrive', assignmentId },
    { type: 'secure', assignmentId },
    { type: 'clear', assignmentId, outcome: 'done' },
    { type: 'decline', assignmentId, reason: 'trop loin' },
    { type: 'add_note', noteId: noteIdSchema.parse(crypto.randomUUID()), ticketId: on, text: 'vu' },
  ])
}

/** What a post may do next. */
function workOf(screen: Screen, { oneOf, below }: Generator): Command {
  const open = [...(screen.feed?.board.assignments.values() ?? [])]
  if (open.length > 0 && below(4) === 0)
    return { type: 'recall', assignmentId: oneOf(open).id, reason: 'more_urgent' }
  return {
    type: 'dispatch_crew',
    assignmentId: assignmentIdSchema.parse(crypto.randomUUID()),
    ticketId: ticketId(oneOf(TICKETS)),
    crewId: oneOf(CREWS),
    mode: oneOf(['send', 'queue', 'divert'] as const),
    alongside: open.map(({ id }) => id),
    suggestion: null,
  }
}

async function play(seed: number): Promise<void> {
  vi.setSystemTime(NOW)
  const random = generator(seed)
  let calm = false
  const fate = (): Fate => {
    const afterMs = 1 + random.below(40)
    const dice = calm ? 1 : random.next()
    if (dice < 0.05) return { kind: 'lost' }
    if (dice < 0.08) return { kind: 'cut' }
    if (dice < 0.16) return { kind: 'twice', afterMs }
    return { kind: 'comes', afterMs: dice < 0.3 ? 10 * afterMs : afterMs }
  }
  const server = new MemoryServer(
    aBoard(
      TICKETS.map((number) => aTicket(number)),
      [aCrew(1), aCrew(2)],
    ),
    catalogues,
  )
  const tabletOf = (name: string, crew: CrewId) =>
    new Screen(server, { id: name, role: 'crew', label: name, crewId: crew }, fate)
  const tablets = [
    { screen: tabletOf('T1', crewId(1)), crew: crewId(1) },
    { screen: tabletOf('T2', crewId(1)), crew: crewId(1) },
    { screen: tabletOf('T3', crewId(2)), crew: crewId(2) },
  ]
  const consoles = [0, 1].map(() => new Screen(server, postActor, fate))
  const beat = setInterval(() => server.beat(), 2_000)
  for (let turn = 0; turn < 40; turn += 1) {
    await vi.advanceTimersByTimeAsync(random.below(800))
    const { screen, crew } = random.oneOf(tablets)
    const dice = random.next()
    if (dice < 0.45) screen.say(wordsOf(screen, crew, random))
    else if (dice < 0.7) consoles[0]?.say(workOf(consoles[0], random))
    else if (dice < 0.78) screen.plug(false)
    else if (dice < 0.86) screen.plug(true)
    else if (dice < 0.92) screen.keep()
    else if (dice < 0.97) screen.kill()
    else server.crash()
  }
  calm = true
  for (const { screen } of tablets) screen.plug(true)
  await vi.advanceTimersByTimeAsync(90_000)
  clearInterval(beat)

  for (const { screen, crew } of [...tablets, ...consoles.map((screen) => ({ screen, crew: null }))]) {
    expect(screen.outbox.waiting).toEqual([])
    expect(screen.feed?.cursor).toBe(server.seq)
    const { tickets, assignments, crews } = screen.feed?.board ?? server.viewOf(crew)
    const truth = server.viewOf(crew)
    expect(sorted(tickets)).toEqual(sorted(truth.tickets))
    expect(sorted(assignments)).toEqual(sorted(truth.assignments))
    if (crew === null) expect(sorted(crews)).toEqual(sorted(truth.crews))
    else expect(crews.get(crew)).toEqual(truth.crews.get(crew))
  }
  const order = new Map(server.decided.map(({ id }, index) => [id, index]))
  expect(order.size).toBe(server.decided.length)
  for (const { screen } of tablets) {
    // Each word was decided once, in the order in which it was said; a refusal is there to be read.
    const ordinary = screen.said.filter(({ distress }) => !distress).map(({ id }) => order.get(id) ?? -1)
    expect(ordinary).toEqual([...ordinary].sort((a, b) => a - b))
    expect(ordinary).not.toContain(-1)
    const refused = screen.said.filter(
      ({ id }) => server.decided[order.get(id) ?? -1]?.answer.status === 'refused',
    )
    expect(screen.outbox.refused.map(({ id }) => id).sort()).toEqual(refused.map(({ id }) => id).sort())
  }
  // What was applied was applied once: the events of a command stand together in the log.
  const runs = server.events
    .map(({ commandId }) => commandId)
    .filter((id, index, all) => id !== all[index - 1])
  expect(new Set(runs).size).toBe(runs.length)
  for (const { screen } of tablets) screen.close()
  for (const screen of consoles) screen.close()
}

function sorted<T extends { id: string }>(entities: ReadonlyMap<string, T>): T[] {
  return [...entities.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
}

describe('[OF-11] a server, posts and tablets whose wires fail', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'setInterval', 'clearTimeout', 'clearInterval', 'Date'] })
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('come to the same board, with every word decided once, in order, and none lost: 1,000 seeds', async () => {
    await fc.assert(
      fc.asyncProperty(fc.noBias(fc.integer()), async (seed) => {
        await play(seed)
        vi.clearAllTimers()
      }),
      { numRuns: 1_000, endOnFailure: true },
    )
  }, 300_000)
})

import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { PhotographId } from '../../shared/id.ts'
import { crewId, photographId, ticketId } from '../../shared/test-board.ts'
import type { Localized } from '../../shared/text.ts'
import { PhotographQueue, type QueuedPhotograph } from './photograph-queue.ts'
import { type KeptPhotograph, MemoryPhotographStore } from './photograph-store.ts'
import type { PhotographWire, Standing } from './photograph-wire.ts'
import { SMALLEST_PIECE as PIECE } from './piece-size.ts'

const NOT_AWAITED: Localized = { fr: 'plus attendue', en: 'no longer awaited' }
const WHY: Localized = { fr: 'abîmée', en: 'damaged' }

function taken(number: number, bytes = 3 * PIECE - 7, more: Partial<KeptPhotograph> = {}): KeptPhotograph {
  return {
    id: photographId(number),
    ticketId: ticketId(1),
    crewId: crewId(1),
    takenAt: number,
    picture: new Blob([new Uint8Array(bytes).map((_, index) => (index * 31 + number) % 251)]),
    announced: false,
    refused: null,
    ...more,
  }
}
const bytesOf = async (blob: Blob) => [...new Uint8Array(await blob.arrayBuffer())]

/** What becomes of one request: done; lost on the way there; done, and its answer lost; or the server has forgotten. */
type Fate = 'done' | 'lost' | 'unheard' | 'forgotten'

/** A server that keeps what it is sent, over a network that does what a list tells, then works. */
class Server implements PhotographWire {
  readonly announced: PhotographId[] = []
  readonly withdrawn: PhotographId[] = []
  readonly received = new Map<PhotographId, Blob>()
  readonly requests: string[] = []
  readonly pieces = new Map<PhotographId, Blob>()
  refuses: Localized | null = null

  constructor(private readonly fates: Fate[] = []) {}

  standing({ id }: KeptPhotograph): Promise<Standing> {
    return this.answer(id, () => this.stands(id))
  }

  append({ id }: KeptPhotograph, offset: number, piece: Blob, last: boolean): Promise<Standing> {
    return this.answer(id, () => {
      const had = this.pieces.get(id) ?? new Blob()
      if (this.received.has(id) || had.size !== offset) return this.stands(id)
      const joined = new Blob([had, piece])
      if (last && this.refuses !== null) return { state: 'refused', why: this.refuses }
      if (last) this.received.set(id, joined)
      else this.pieces.set(id, joined)
      return this.stands(id)
    })
  }

  private stands(id: PhotographId): Standing {
    if (this.received.has(id)) return { state: 'received' }
    if (!this.announced.includes(id) || this.withdrawn.includes(id)) return { state: 'unknown' }
    return { state: 'under_way', offset: this.pieces.get(id)?.size ?? 0 }
  }

  private async answer(id: PhotographId, work: () => Standing): Promise<Standing> {
    const fate = this.fates.shift() ?? 'done'
    if (fate === 'lost') throw new Error('lost')
    if (fate === 'forgotten') this.pieces.delete(id)
    const standing = work()
    this.requests.push(`${id.at(-1)} ${standing.state === 'under_way' ? standing.offset : standing.state}`)
    if (fate === 'unheard') throw new Error('unheard')
    return standing
  }
}

function open(server: Server, store: MemoryPhotographStore, refusal: Localized | null = null) {
  const shown: QueuedPhotograph[][] = []
  const queue = new PhotographQueue({
    store,
    wire: server,
    announce: async ({ id }) => {
      if (refusal === null && !server.announced.includes(id)) server.announced.push(id)
      return refusal
    },
    withdraw: ({ id }) => server.withdrawn.push(id),
    notAwaited: NOT_AWAITED,
    onChange: (photographs) => shown.push([...photographs]),
  })
  const last = () => shown.at(-1) ?? []
  return { queue, shown, last }
}
const settle = (ms = 300_000) => vi.advanceTimersByTimeAsync(ms)

describe('photographs on their way', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('[PH-11] are kept before they are announced, then sent one after the other, in pieces, and forgotten', async () => {
    const [server, store] = [new Server(), new MemoryPhotographStore()]
    const { queue, shown, last } = open(server, store)
    const kept = vi.spyOn(store, 'put')
    await queue.add(taken(1))
    expect(kept.mock.calls[0]?.[0]).toMatchObject({ id: photographId(1), announced: false })
    await queue.add(taken(2, 100))
    await settle()
    expect(server.requests).toEqual([
      '1 0',
      `1 ${PIECE}`,

      '1 received',
      '2 0',
      '2 received',
    ])
    for (const number of [1, 2] as const) {
      const received = server.received.get(photographId(number)) ?? new Blob()
      expect(await bytesOf(received)).toEqual(
        await bytesOf(taken(number, number === 1 ? undefined : 100).picture),
      )
    }
    const shares = shown.flatMap(([first]) =>
      first?.id === photographId(1) && first.progress.state === 'sending' ? [first.progress.share] : [],
    )
    expect([...new Set(shares.map((share) => Math.round(share * 100)))]).toEqual([0, 33])
    expect([last(), await store.all()]).toEqual([[], []])
  })

  it('[PH-11] come through whatever is cut, unheard or forgotten, and pages that end in the middle', async () => {
    const fate = fc.constantFrom<Fate>('done', 'done', 'lost', 'unheard', 'forgotten')
    await fc.assert(
      fc.asyncProperty(
        fc.array(fate, { maxLength: 40 }),
        fc.array(fc.nat(20_000), { maxLength: 4 }),
        async (fates, reloads) => {
          const [server, store] = [new Server(fates), new MemoryPhotographStore()]
          let { queue } = open(server, store)
          for (const number of [1, 2, 3]) await queue.add(taken(number, number * PIECE))
          for (const ms of reloads) {
            await settle(ms)
            queue.stop()
            queue = open(server, store).queue
            await queue.restore(crewId(1))
          }
          await settle(3_600_000)
          queue.stop()
          expect(server.received.size).toBe(3)
          expect(await store.all()).toEqual([])
          expect(server.announced).toEqual([1, 2, 3].map(photographId))
        },
      ),
      { numRuns: 60 },
    )
  })

  it('[PH-11] wait longer after each failure, and go at once when there is a network again', async () => {
    const [server, store] = [new Server(Array(6).fill('lost')), new MemoryPhotographStore()]
    const ask = vi.spyOn(server, 'standing')
    const { queue, last } = open(server, store)
    await queue.add(taken(1))
    const asked: number[] = []
    for (const ms of [0, 1_000, 2_000, 4_000, 8_000]) {
      await settle(ms)
      asked.push(ask.mock.calls.length)
    }
    expect(asked).toEqual([1, 2, 3, 4, 5])
    expect(last()[0]?.progress).toEqual({ state: 'waiting' })
    queue.wake()
    await settle(0)
    expect(ask).toHaveBeenCalledTimes(6)
    await settle(1_000)
    expect(server.received.size).toBe(1)
  })

  it("[PH-11] of another crew's turn on this device wait for that crew", async () => {
    const [server, store] = [new Server(), new MemoryPhotographStore()]
    await store.put(taken(1, 10, { crewId: crewId(2) }))
    await store.put(taken(2, 10))
    const { queue } = open(server, store)
    await queue.restore(crewId(1))
    await settle()
    expect([...server.received.keys()]).toEqual([photographId(2)])
    expect(await store.all()).toHaveLength(1)
  })

  it('[PH-12] that are refused wait for a person, who tries again or removes them; others go on', async () => {
    const [server, store] = [new Server(), new MemoryPhotographStore()]
    server.refuses = WHY
    const { queue, last } = open(server, store)
    await queue.add(taken(1, 10))
    await settle()
    expect(last()[0]?.progress).toEqual({ state: 'refused', why: WHY })
    server.refuses = null
    await queue.add(taken(2, 10))
    await settle()
    expect([...server.received.keys()]).toEqual([photographId(2)])
    expect(await store.all()).toMatchObject([{ refused: WHY }])
    await queue.retry(photographId(1))
    await settle()
    expect(server.received.size).toBe(2)
  })

  it('[PH-12] whose announcement is refused say why, and are announced again when a person tries again', async () => {
    const [server, store] = [new Server(), new MemoryPhotographStore()]
    const refused = open(server, store, WHY)
    await refused.queue.add(taken(1, 10))
    await settle()
    expect(refused.last()[0]?.progress).toEqual({ state: 'refused', why: WHY })
    refused.queue.stop()
    const { queue } = open(server, store)
    await queue.restore(crewId(1))
    await settle()
    expect(server.requests).toEqual([])
    await queue.retry(photographId(1))
    await settle()
    expect(server.received.size).toBe(1)
  })

  it('[PH-12] that the server no longer awaits say so', async () => {
    const [server, store] = [new Server(), new MemoryPhotographStore()]
    server.withdrawn.push(photographId(1))
    const { queue, last } = open(server, store)
    await queue.add(taken(1, 10))
    await settle()
    expect(last()[0]?.progress).toEqual({ state: 'refused', why: NOT_AWAITED })
  })

  it('[PH-13] that the device has no room for say so, go first, and are sent', async () => {
    const [server, store] = [new Server(Array(2).fill('lost')), new MemoryPhotographStore()]
    const { queue, last } = open(server, store)
    await queue.add(taken(1, 10))
    store.put = async () => {
      throw new DOMException('full', 'QuotaExceededError')
    }
    await queue.add(taken(2, 10))
    expect(last().map(({ unsaved }) => unsaved)).toEqual([false, true])
    await settle()
    expect([...server.received.keys()]).toEqual([photographId(2), photographId(1)])
  })

  it('[PH-14] are removed at any time, from the device and from the ticket, also half sent', async () => {
    const [server, store] = [new Server(['done', 'done', 'lost']), new MemoryPhotographStore()]
    const { queue, last } = open(server, store)
    await queue.add(taken(1))
    await settle(500)
    expect(server.pieces.get(photographId(1))?.size).toBe(PIECE)
    await queue.remove(photographId(1))
    await settle()
    expect(server.received.size).toBe(0)
    expect(server.withdrawn).toEqual([photographId(1)])
    expect([last(), await store.all()]).toEqual([[], []])
  })
})

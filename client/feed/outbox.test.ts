import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Command, SentCommand } from '../../shared/command.ts'
import { commandIdSchema } from '../../shared/id.ts'
import type { Answer } from '../../shared/protocol.ts'
import { assignmentId, crewId, NOW, ticketId } from '../../shared/test-board.ts'
import { MemoryCommandStore } from './command-store.ts'
import { Outbox } from './outbox.ts'

const ACCEPTED: Answer = { status: 'accepted', seq: 1, ticketNumber: null }
const UNAVAILABLE: Answer = { status: 'refused', refusal: { code: 'unavailable' } }
const REFUSED: Answer = { status: 'refused', refusal: { code: 'not_allowed' } }

let made = 0
function sentOf(command: Command): SentCommand {
  made += 1
  const id = commandIdSchema.parse(`00000009-0000-4000-8000-${String(made).padStart(12, '0')}`)
  return { id, deviceAt: NOW, command }
}
const step = (type: 'acknowledge' | 'go_en_route' | 'arrive') =>
  sentOf({ type, assignmentId: assignmentId(1) })
const distress = () =>
  sentOf({ type: 'raise_distress', crewId: crewId(1), ticketId: ticketId(1), position: null })

/** A server that answers, refuses for now, or says nothing, as a list tells; and what it heard. */
function wire(fates: ('answers' | 'busy' | 'silent')[] = []) {
  const heard: string[] = []
  const transmit = async ({ command }: SentCommand): Promise<Answer> => {
    const fate = fates.shift() ?? 'answers'
    if (fate === 'silent') throw new Error('no answer')
    heard.push(command.type)
    return fate === 'busy' ? UNAVAILABLE : ACCEPTED
  }
  return { heard, transmit }
}

describe('the outbox', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('[F-9] keeps what is sent without a network, counts it, and sends it in order once there is one', async () => {
    const { heard, transmit } = wire()
    const counts: number[] = []
    const outbox = new Outbox(transmit, new MemoryCommandStore(), (count) => counts.push(count))
    const answers = [step('acknowledge'), step('go_en_route'), step('arrive')].map((sent) =>
      outbox.send(sent),
    )
    await vi.advanceTimersByTimeAsync(5_000)
    expect([heard, counts]).toEqual([[], [1, 2, 3]])
    outbox.open()
    expect(await Promise.all(answers)).toEqual([ACCEPTED, ACCEPTED, ACCEPTED])
    expect(heard).toEqual(['acknowledge', 'go_en_route', 'arrive'])
    expect(counts).toEqual([1, 2, 3, 2, 1, 0])
  })

  it('[F-10] sends again, with the same id, what was not answered or not decided; nothing overtakes it', async () => {
    const ids: string[] = []
    const { heard, transmit } = wire(['silent', 'busy', 'answers'])
    const outbox = new Outbox(
      (sent) => {
        ids.push(sent.id)
        return transmit(sent)
      },
      new MemoryCommandStore(),
      () => {},
    )
    outbox.open()
    const answers = [step('acknowledge'), step('go_en_route')].map((sent) => outbox.send(sent))
    await vi.advanceTimersByTimeAsync(3_000)
    await Promise.all(answers)
    expect(heard).toEqual(['acknowledge', 'acknowledge', 'go_en_route'])
    expect(new Set(ids.slice(0, 3)).size).toBe(1)
  })

  it('[F-11] takes a refusal for an answer: it is not sent again, and what is behind it goes', async () => {
    const answers = [REFUSED, ACCEPTED]
    const transmit = vi.fn(async () => answers.shift() ?? ACCEPTED)
    const outbox = new Outbox(transmit, new MemoryCommandStore(), () => {})
    outbox.open()
    const [first, second] = [outbox.send(step('acknowledge')), outbox.send(step('go_en_route'))]
    expect(await first).toBe(REFUSED)
    expect(await second).toBe(ACCEPTED)
    expect(transmit).toHaveBeenCalledTimes(2)
  })

  it('[F-12] lets a distress wait behind nothing', async () => {
    const heard: string[] = []
    const transmit = ({ command }: SentCommand): Promise<Answer> => {
      heard.push(command.type)
      return command.type === 'raise_distress' ? Promise.resolve(ACCEPTED) : new Promise(() => {})
    }
    const outbox = new Outbox(transmit, new MemoryCommandStore(), () => {})
    outbox.open()
    outbox.send(step('acknowledge'))
    outbox.send(step('go_en_route'))
    expect(await outbox.send(distress())).toBe(ACCEPTED)
    expect(heard).toEqual(['acknowledge', 'raise_distress'])
  })

  it('[F-13] keeps a command in its store until it is answered, and takes up what an earlier page left', async () => {
    const store = new MemoryCommandStore()
    const before = new Outbox(wire().transmit, store, () => {})
    before.send(step('acknowledge'))
    before.send(step('go_en_route'))
    expect(await store.all()).toHaveLength(2)
    const { heard, transmit } = wire()
    const after = new Outbox(transmit, store, () => {})
    await after.restore()
    const last = after.send(step('arrive'))
    after.open()
    await last
    expect(heard).toEqual(['acknowledge', 'go_en_route', 'arrive'])
    expect(await store.all()).toEqual([])
  })

  it('[F-14] answers every command once and in order, however the wire fails', async () => {
    const fate = fc.constantFrom('answers' as const, 'busy' as const, 'silent' as const)
    await fc.assert(
      fc.asyncProperty(
        fc.array(fate, { maxLength: 30 }),
        fc.integer({ min: 1, max: 8 }),
        async (fates, count) => {
          const { transmit } = wire([...fates])
          const outbox = new Outbox(transmit, new MemoryCommandStore(), () => {})
          outbox.open()
          const order: number[] = []
          for (let number = 0; number < count; number += 1)
            outbox.send(step('acknowledge')).then(() => order.push(number))
          // The way is cut and opened again meanwhile.
          await vi.advanceTimersByTimeAsync(500)
          outbox.close()
          await vi.advanceTimersByTimeAsync(2_000)
          outbox.open()
          await vi.advanceTimersByTimeAsync(60_000)
          expect(order).toEqual(Array.from({ length: count }, (_, index) => index))
          expect(outbox.waiting).toBe(0)
        },
      ),
    )
  })
})

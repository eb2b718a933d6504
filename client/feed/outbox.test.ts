import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Command } from '../../shared/command.ts'
import { commandIdSchema } from '../../shared/id.ts'
import type { Answer } from '../../shared/protocol/live.ts'
import { assignmentId, crewId, NOW, ticketId } from '../../shared/test-board.ts'
import { type CommandStore, MemoryCommandStore, type Said } from './command-store.ts'
import { Outbox, type OutboxDependencies, type OutboxState } from './outbox.ts'

const ACCEPTED: Answer = { status: 'accepted', seq: 1, ticketNumber: null }
const UNAVAILABLE: Answer = { status: 'refused', refusal: { code: 'unavailable' } }
const REFUSED: Answer = { status: 'refused', refusal: { code: 'not_allowed' } }

let made = 0
function saidOf(command: Command): Said {
  made += 1
  const id = commandIdSchema.parse(`00000009-0000-4000-8000-${String(made).padStart(12, '0')}`)
  return { id, saidAt: NOW, crewId: crewId(1), command }
}

/** The outbox of a crew's tablet, and every state that it told. */
function outboxOf(transmit: OutboxDependencies['transmit'], given: Partial<OutboxDependencies> = {}) {
  const states: OutboxState[] = []
  const outbox = new Outbox({
    transmit,
    store: new MemoryCommandStore(),
    crewId: crewId(1),
    keepRefused: true,
    onChange: (state) => states.push(state),
    onAnswered: () => {},
    ...given,
  })
  return { outbox, states, waiting: () => states.map((state) => state.waiting.length) }
}
const step = (type: 'acknowledge' | 'go_en_route' | 'arrive') =>
  saidOf({ type, assignmentId: assignmentId(1) })
const distress = () =>
  saidOf({ type: 'raise_distress', crewId: crewId(1), ticketId: ticketId(1), position: null })

/** A server that answers, refuses for now, or says nothing, as a list tells; and what it heard. */
function wire(fates: ('answers' | 'busy' | 'silent')[] = []) {
  const heard: string[] = []
  const transmit = async ({ command }: Said): Promise<Answer> => {
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
    const { outbox, waiting } = outboxOf(transmit)
    const answers = [step('acknowledge'), step('go_en_route'), step('arrive')].map((sent) =>
      outbox.send(sent),
    )
    await vi.advanceTimersByTimeAsync(5_000)
    expect([heard, waiting()]).toEqual([[], [1, 2, 3]])
    outbox.open()
    expect(await Promise.all(answers)).toEqual([ACCEPTED, ACCEPTED, ACCEPTED])
    expect(heard).toEqual(['acknowledge', 'go_en_route', 'arrive'])
    expect(waiting().slice(-3)).toEqual([2, 1, 0])
  })

  it('[F-10] sends again, with the same id, what was not answered or not decided; nothing overtakes it', async () => {
    const ids: string[] = []
    const { heard, transmit } = wire(['silent', 'busy', 'answers'])
    const { outbox } = outboxOf((said) => {
      ids.push(said.id)
      return transmit(said)
    })
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
    const { outbox } = outboxOf(transmit)
    outbox.open()
    const [first, second] = [outbox.send(step('acknowledge')), outbox.send(step('go_en_route'))]
    expect(await first).toBe(REFUSED)
    expect(await second).toBe(ACCEPTED)
    expect(transmit).toHaveBeenCalledTimes(2)
  })

  it('[F-12] lets a distress wait behind nothing', async () => {
    const heard: string[] = []
    const transmit = ({ command }: Said): Promise<Answer> => {
      heard.push(command.type)
      return command.type === 'raise_distress' ? Promise.resolve(ACCEPTED) : new Promise(() => {})
    }
    const { outbox } = outboxOf(transmit)
    outbox.open()
    outbox.send(step('acknowledge'))
    outbox.send(step('go_en_route'))
    expect(await outbox.send(distress())).toBe(ACCEPTED)
    await vi.advanceTimersByTimeAsync(0)
    expect(new Set(heard)).toEqual(new Set(['acknowledge', 'raise_distress']))
  })

  it('[F-13] keeps a command in its store until it is answered, and takes up what an earlier page left', async () => {
    const store = new MemoryCommandStore()
    const { outbox: before } = outboxOf(wire().transmit, { store })
    before.send(step('acknowledge'))
    before.send(step('go_en_route'))
    expect((await store.all()).waiting).toHaveLength(2)
    const { heard, transmit } = wire()
    const { outbox: after } = outboxOf(transmit, { store })
    // Said before the store was read: it goes behind what is in it all the same.
    const last = after.send(step('arrive'))
    after.open()
    await vi.advanceTimersByTimeAsync(0)
    await last
    expect(heard).toEqual(['acknowledge', 'go_en_route', 'arrive'])
    expect(await store.all()).toEqual({ waiting: [], refused: [] })
  })

  it('[OF-1] sends nothing before the device has it', async () => {
    const { heard, transmit } = wire()
    const store = new MemoryCommandStore()
    let write = () => {}
    const slow: CommandStore = {
      put: () => new Promise((done) => (write = done)),
      refuse: (refused) => store.refuse(refused),
      remove: (id) => store.remove(id),
      all: () => store.all(),
    }
    const { outbox } = outboxOf(transmit, { store: slow })
    await outbox.open()
    const answer = outbox.send(step('acknowledge'))
    await vi.advanceTimersByTimeAsync(5_000)
    expect(heard).toEqual([])
    write()
    expect(await answer).toBe(ACCEPTED)
  })

  it('[OF-2] tells that the device stores nothing, and sends all the same', async () => {
    const { transmit } = wire()
    const full = () => Promise.reject(new DOMException('full', 'QuotaExceededError'))
    const { outbox, states } = outboxOf(transmit, {
      store: { put: full, refuse: full, remove: full, all: full },
    })
    const answer = outbox.send(step('acknowledge'))
    await outbox.open()
    expect(await answer).toBe(ACCEPTED)
    expect(states.at(-1)).toMatchObject({ waiting: [], unkept: true })
  })

  it('[OF-3] keeps a refusal until a person has read it, across pages, and holds up nothing behind it', async () => {
    const store = new MemoryCommandStore()
    const answers = [REFUSED, ACCEPTED]
    const { outbox } = outboxOf(async () => answers.shift() ?? ACCEPTED, { store })
    await outbox.open()
    const refused = step('acknowledge')
    await Promise.all([outbox.send(refused), outbox.send(step('go_en_route'))])
    const { outbox: next, states } = outboxOf(wire().transmit, { store })
    await next.restore()
    expect(states.at(-1)).toMatchObject({
      waiting: [],
      refused: [{ id: refused.id, type: 'acknowledge', refusal: { code: 'not_allowed' } }],
    })
    next.dismiss(refused.id)
    expect(states.at(-1)?.refused).toEqual([])
    expect(await store.all()).toEqual({ waiting: [], refused: [] })
  })

  it('[OF-4] leaves what another crew said on this device until the device speaks for it again', async () => {
    const store = new MemoryCommandStore()
    await store.put({ ...step('acknowledge'), crewId: crewId(2) })
    const { heard, transmit } = wire()
    const { outbox } = outboxOf(transmit, { store })
    await outbox.open()
    await outbox.send(step('arrive'))
    expect(heard).toEqual(['arrive'])
    expect((await store.all()).waiting).toHaveLength(1)
  })

  it('[OF-14] says a command once that is said again while it waits, in its first place, and answers both', async () => {
    const store = new MemoryCommandStore()
    const { outbox: before } = outboxOf(wire().transmit, { store })
    const [first, second, third] = [step('acknowledge'), step('go_en_route'), step('arrive')]
    for (const said of [first, second, third]) before.send(said)
    const { heard, transmit } = wire()
    const { outbox: after, states } = outboxOf(transmit, { store })
    // Before the store was read, and after it.
    const answers = [after.send({ ...second, saidAt: NOW + 1 })]
    await after.restore()
    expect(states.at(-1)?.waiting).toEqual([first, second, third])
    answers.push(after.send(third), after.send(second))
    expect(after.state.waiting).toHaveLength(3)
    await after.open()
    expect(await Promise.all(answers)).toEqual([ACCEPTED, ACCEPTED, ACCEPTED])
    expect(heard).toEqual(['acknowledge', 'go_en_route', 'arrive'])
    expect(await store.all()).toEqual({ waiting: [], refused: [] })
  })

  it('[F-14] answers every command once and in order, however the wire fails', async () => {
    const fate = fc.constantFrom('answers' as const, 'busy' as const, 'silent' as const)
    await fc.assert(
      fc.asyncProperty(
        fc.array(fate, { maxLength: 30 }),
        fc.integer({ min: 1, max: 8 }),
        async (fates, count) => {
          const { transmit } = wire([...fates])
          const { outbox } = outboxOf(transmit)
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
          expect(outbox.state.waiting).toEqual([])
        },
      ),
    )
  })
})

import { setTimeout as pause } from 'node:timers/promises'
import type { Action } from './plan.ts'

/** Things done at once, those that wait for their turn included. */
const AT_ONCE = 64
/** The longest a timer is set for, in milliseconds: beyond 24 days Node would not wait at all. */
const LONGEST_WAIT_MS = 3_600_000

export interface Playing {
  /** Times real time; null goes as fast as the server answers. */
  speed: number | null
  play(action: Action): Promise<void>
  onDone(action: Action): void
  /** Begins nothing new once aborted; settles when what is under way has ended. */
  halt: AbortSignal
}

/**
 * Plays every action at its time, each after those before it on the same ticket and of the same unit. Rejects with the
 * first error that an action throws, once what was under way has ended.
 */
export async function playAll(actions: readonly Action[], playing: Playing): Promise<void> {
  const { speed, halt } = playing
  const turns = new Map<string, Promise<void>>()
  const running = new Set<Promise<void>>()
  const faults: unknown[] = []
  const one = async (action: Action, before: Promise<unknown>) => {
    await before
    if (halt.aborted || faults.length > 0) return
    try {
      await playing.play(action)
      playing.onDone(action)
    } catch (error) {
      faults.push(error)
    }
  }
  const firstAt = actions[0]?.at ?? 0
  const startedAt = Date.now()
  for (const action of actions) {
    if (speed !== null) await until(startedAt + (action.at - firstAt) / speed, halt)
    while (running.size >= AT_ONCE) await Promise.race(running)
    if (halt.aborted || faults.length > 0) break
    const keys = [`ticket ${action.row.id}`, `unit ${action.row.movement?.unit ?? action.row.line}`]
    const turn = one(action, Promise.all(keys.map((key) => turns.get(key))))
    for (const key of keys) turns.set(key, turn)
    running.add(turn)
    turn.finally(() => running.delete(turn))
  }
  await Promise.all(running)
  if (faults.length > 0) throw faults[0]
}

async function until(at: number, halt: AbortSignal): Promise<void> {
  for (let wait = at - Date.now(); wait > 0 && !halt.aborted; wait = at - Date.now())
    // Aborted while it waits: the caller looks at the signal.
    await pause(Math.min(wait, LONGEST_WAIT_MS), undefined, { signal: halt }).catch(() => {})
}

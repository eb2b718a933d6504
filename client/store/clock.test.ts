import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { lastTick, onTick } from './clock.ts'

describe('the second that screens show', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('[V-17] is the one it is for whoever begins to look, though nobody did for ten minutes', () => {
    onTick(() => {})()
    vi.advanceTimersByTime(600_400)
    const stop = onTick(() => {})
    expect(lastTick()).toBe(Date.now())
    vi.advanceTimersByTime(1_000)
    expect(lastTick()).toBe(Date.now())
    stop()
  })
})

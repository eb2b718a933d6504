import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { announce, announcement } from './announcement.ts'

describe('what screen readers are told', () => {
  const said: string[] = []
  let stop = () => {}
  beforeEach(() => {
    vi.useFakeTimers()
    said.length = 0
    stop = announcement.subscribe(({ polite, assertive }, before) => {
      if (polite !== before.polite) said.push(polite)
      if (assertive !== before.assertive) said.push(assertive)
    })
  })
  afterEach(() => {
    vi.advanceTimersByTime(60_000)
    stop()
    vi.useRealTimers()
  })

  it('[W-25] is one sentence every two seconds, what is urgent before the rest', () => {
    announce('one')
    announce('two')
    announce('urgent', true)
    expect(said).toEqual(['one'])
    vi.advanceTimersByTime(2_000)
    expect(said).toEqual(['one', 'urgent'])
    vi.advanceTimersByTime(1_999)
    expect(said).toHaveLength(2)
    vi.advanceTimersByTime(1)
    expect(said).toEqual(['one', 'urgent', 'two'])
  })

  it('[W-26] drops what could not be said in time: the screen has it', () => {
    for (let index = 0; index < 20; index += 1) announce(`sentence ${index}`)
    vi.advanceTimersByTime(60_000)
    expect(said.filter((text) => text !== '')).toHaveLength(6)
  })

  it('[W-27] says the same sentence again when it happens again', () => {
    announce('refused', true)
    announce('refused', true)
    vi.advanceTimersByTime(10_000)
    announce('refused', true)
    expect(said.map((text) => text.trim()).filter((text) => text !== '')).toEqual([
      'refused',
      'refused',
      'refused',
    ])
  })
})

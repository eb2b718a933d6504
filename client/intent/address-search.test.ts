import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { FoundAddress } from '../../shared/protocol/place.ts'
import {
  type AddressSearch,
  AddressSearcher,
  DEBOUNCE_MS,
  GIVE_UP_MS,
  mayBeAddress,
  SLOW_MS,
} from './address-search.ts'

const CENTRE = { lon: 1.4442, lat: 43.6045 }
const found = (label: string): FoundAddress => ({
  kind: 'street',
  label,
  municipality: null,
  district: null,
  ...CENTRE,
  score: 1,
  sure: true,
})

interface Asked {
  text: string
  near: unknown
  signal: AbortSignal
  answer(addresses: readonly FoundAddress[]): void
  fail(): void
}

/** A search whose server answers when the test says so. */
function searching() {
  const asked: Asked[] = []
  const told: AddressSearch[] = []
  const searcher = new AddressSearcher(
    (text, near, signal) =>
      new Promise((answer, reject) => {
        asked.push({ text, near, signal, answer, fail: () => reject(new Error('no server')) })
      }),
    (search) => told.push(search),
  )
  return {
    asked,
    type: (line: string) => searcher.ask(line, () => CENTRE),
    last: () => told.at(-1),
  }
}

describe('the search of addresses', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('[C-8] asks once for what is typed in one go, near the middle of the map', async () => {
    const { asked, type, last } = searching()
    for (const line of ['ru', 'rue', 'rue d', ' rue des lois ']) type(line)
    expect(last()?.state).toBe('searching')
    await vi.advanceTimersByTimeAsync(DEBOUNCE_MS)
    expect(asked.map(({ text, near }) => ({ text, near }))).toEqual([{ text: 'rue des lois', near: CENTRE }])
    asked[0]?.answer([found('Rue des Lois')])
    await vi.advanceTimersByTimeAsync(0)
    expect(last()).toEqual({ state: 'found', addresses: [found('Rue des Lois')] })
  })

  it('[C-8] aborts the question before, whose answer is never shown as one to the line typed since', async () => {
    const { asked, type, last } = searching()
    type('rue des lois')
    await vi.advanceTimersByTimeAsync(DEBOUNCE_MS)
    type('quai de tounis')
    expect(asked[0]?.signal.aborted).toBe(true)
    await vi.advanceTimersByTimeAsync(DEBOUNCE_MS)
    asked[1]?.answer([found('Quai de Tounis')])
    await vi.advanceTimersByTimeAsync(0)
    asked[0]?.answer([found('Rue des Lois')])
    await vi.advanceTimersByTimeAsync(GIVE_UP_MS)
    expect(last()).toEqual({ state: 'found', addresses: [found('Quai de Tounis')] })
  })

  it('[C-9] says that an answer is late, that it was not waited for, and that there was none', async () => {
    const { asked, type, last } = searching()
    type('rue des lois')
    await vi.advanceTimersByTimeAsync(SLOW_MS)
    expect(last()?.state).toBe('slow')
    await vi.advanceTimersByTimeAsync(GIVE_UP_MS - SLOW_MS)
    expect(last()?.state).toBe('unavailable')
    expect(asked[0]?.signal.aborted).toBe(true)
    type('rue des loi')
    await vi.advanceTimersByTimeAsync(DEBOUNCE_MS)
    asked[1]?.fail()
    await vi.advanceTimersByTimeAsync(0)
    expect(last()).toEqual({ state: 'unavailable', addresses: [] })
    type('rue des lo')
    await vi.advanceTimersByTimeAsync(DEBOUNCE_MS)
    asked[2]?.answer([])
    await vi.advanceTimersByTimeAsync(0)
    expect(last()).toEqual({ state: 'found', addresses: [] })
  })

  it('[C-8] does not ask for what names a ticket, nor for a single letter, nor for a line left empty', async () => {
    const { asked, type, last } = searching()
    for (const line of ['rue', 'F-2041', 'f 2041', '2041', 'a', '  ', 'x'.repeat(201)]) type(line)
    await vi.advanceTimersByTimeAsync(GIVE_UP_MS)
    expect(asked).toEqual([])
    expect(last()).toEqual({ state: 'idle', addresses: [] })
    expect(mayBeAddress('2 rue')).toBe(true)
    expect(mayBeAddress('F-2041 rue')).toBe(true)
  })
})

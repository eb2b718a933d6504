import { describe, expect, it } from 'vitest'
import { Ledger } from './ledger.ts'
import { missingOf } from './reconcile.ts'
import { rejectedCsv, type Summarised, summarise } from './summary.ts'

/** Four rows: 2 and 3 accepted, 4 and 5 rejected. */
function summarised(change: Partial<Summarised> = {}): Summarised {
  const ledger = new Ledger([2, 3, 4, 5], [{ line: 4, reason: 'no Id' }])
  for (const line of [2, 3]) ledger.accept(line)
  ledger.reject(5, 'refused: "x"')
  const found = { tickets: 2, movements: 1, problems: [] }
  const played = { tickets: 2, toLocate: 0, closed: 1, leftOpen: [], movements: 1 }
  return { ledger, ...played, found, stopped: null, report: undefined, ...change }
}

describe('[RP-8] read = accepted + rejected, as the server has it', () => {
  it('holds when the server has every accepted row', () => {
    const { text, balanced } = summarise(summarised())
    expect(balanced).toBe(true)
    expect(text).toContain('line 4: no Id')
    expect(text).toContain('Reconciled: read = accepted + rejected (4 = 4)')
  })

  it.each([
    ['a ticket is not on the server', { found: { tickets: 1, movements: 1, problems: [] } }],
    ["a unit's steps are not on the server", { found: { tickets: 2, movements: 0, problems: [] } }],
    ['the server has something else', { found: { tickets: 2, movements: 1, problems: ['line 2: …'] } }],
    ['the server could not be asked', { found: null }],
    ['a row was forgotten', { ledger: new Ledger([2, 3, 4, 5], []) }],
  ])('does not when %s', (_what, change: Partial<Summarised>) => {
    const { text, balanced } = summarise(summarised(change))
    expect(balanced).toBe(false)
    expect(text).toContain('NOT RECONCILED')
  })

  it('counts the rows that an interruption left unfinished', () => {
    const ledger = new Ledger([2, 3, 4], [{ line: 4, reason: 'no Id' }])
    ledger.accept(2)
    const found = { tickets: 1, movements: 0, problems: [] }
    const change = { ledger, tickets: 1, movements: 0, found, stopped: 'interrupted' }
    const { text, balanced } = summarise(summarised(change))
    expect(balanced).toBe(true)
    expect(text).toMatch(/not finished +1 {2}interrupted/)
  })

  it('never counts a row twice, and keeps the first reason', () => {
    const ledger = new Ledger([2], [])
    ledger.accept(2)
    ledger.reject(2, 'first')
    ledger.reject(2, 'second')
    ledger.accept(2)
    expect([ledger.accepted, ledger.rejected]).toEqual([[], [{ line: 2, reason: 'first' }]])
  })

  it('writes a report that a spreadsheet reads', () => {
    expect(rejectedCsv([{ line: 4, reason: 'type "x" is not in the map' }])).toBe(
      'line,reason\n4,"type ""x"" is not in the map"\n',
    )
  })
})

describe("[RP-8] a row's unit is on the server", () => {
  const movement = { unit: 'E1', dispatched: 1, enRoute: 2, onScene: 3, available: 4 }
  const steps = { dispatched: 1, en_route: 2, on_scene: 3, cleared: 4 } as never
  it.each([
    ['agrees', movement, { status: 'cleared', stepsAt: steps }, null],
    [
      'never arrived, and was called back',
      { ...movement, onScene: null },
      { status: 'recalled', stepsAt: steps },
      null,
    ],
    ['unknown', movement, undefined, /does not know/],
    ['still there', movement, { status: 'on_scene', stepsAt: steps }, /is on_scene, not cleared/],
    ['not en route', movement, { status: 'cleared', stepsAt: { on_scene: 3 } as never }, /never en route/],
    ['not on scene', movement, { status: 'cleared', stepsAt: { en_route: 3 } as never }, /never on scene/],
  ] as const)('%s', (_what, moved, assignment, expected) => {
    const missing = missingOf({ movement: moved }, assignment)
    if (expected === null) expect(missing).toBeNull()
    else expect(missing).toMatch(expected)
  })
})

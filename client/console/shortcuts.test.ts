import { describe, expect, it } from 'vitest'
import { type Pressed, shortcutOf } from './shortcuts.ts'

const press = (key: string, code: string, more: Partial<Pressed> = {}): Pressed => ({
  key,
  code,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...more,
})

describe('the keys of the console', () => {
  it('[C-3] reads digits by their place on the keyboard: on AZERTY the unshifted 1 writes &', () => {
    expect(shortcutOf(press('&', 'Digit1'), true)).toEqual({ do: 'send', rank: 1 })
    expect(shortcutOf(press('5', 'Numpad5'), true)).toEqual({ do: 'send', rank: 5 })
    expect(shortcutOf(press('1', 'Digit1', { shiftKey: true }), true)).toBeNull()
    expect(shortcutOf(press('6', 'Digit6'), true)).toBeNull()
  })

  it('[C-4] reads letters and signs by what they write', () => {
    expect(shortcutOf(press('?', 'Comma', { shiftKey: true }), true)).toEqual({ do: 'help' })
    expect(shortcutOf(press('/', 'Period', { shiftKey: true }), true)).toEqual({ do: 'search' })
    expect(shortcutOf(press('R', 'KeyR'), true)).toEqual({ do: 'recall' })
    expect(shortcutOf(press('h', 'KeyH'), true)).toEqual({ do: 'handed' })
  })

  it('[C-5] needs Alt for single keys once they are switched off, and never for arrows and Escape', () => {
    expect(shortcutOf(press('r', 'KeyR'), false)).toBeNull()
    expect(shortcutOf(press('r', 'KeyR', { altKey: true }), false)).toEqual({ do: 'recall' })
    expect(shortcutOf(press('r', 'KeyR', { altKey: true }), true)).toBeNull()
    expect(shortcutOf(press('ArrowDown', 'ArrowDown'), false)).toEqual({ do: 'move', step: 1 })
    expect(shortcutOf(press('z', 'KeyZ', { ctrlKey: true }), false)).toEqual({ do: 'undo' })
    expect(shortcutOf(press('i', 'KeyI'), true)).toEqual({ do: 'reach' })
    expect(shortcutOf(press('i', 'KeyI'), false)).toBeNull()
  })
})

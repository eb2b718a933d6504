/** What a key asks of the console. */
export type Shortcut =
  | { do: 'move'; step: 1 | -1 | 'first' | 'last' }
  | { do: 'send'; rank: number }
  | {
      do:
        | 'undo'
        | 'divert'
        | 'guard'
        | 'recall'
        | 'search'
        | 'help'
        | 'note'
        | 'place'
        | 'locate'
        | 'transfer'
        | 'join'
        | 'priority'
        | 'type'
        | 'step'
        | 'close'
        | 'cancel'
        | 'call_out'
    }
  | {
      do:
        | 'log'
        | 'on_call'
        | 'filters'
        | 'board'
        | 'fit'
        | 'close_street'
        | 'reach'
        | 'follow'
        | 'contacted'
        | 'tell'
        | 'handed'
        | 'zoom_in'
        | 'zoom_out'
        | 'whole_city'
        | 'mute'
        | 'escape'
        | 'regions'
    }

/** The parts of a keyboard event that count. */
export interface Pressed {
  key: string
  code: string
  ctrlKey: boolean
  metaKey: boolean
  altKey: boolean
  shiftKey: boolean
}

const LETTERS: Record<string, Shortcut> = {
  d: { do: 'divert' },
  w: { do: 'guard' },
  r: { do: 'recall' },
  n: { do: 'note' },
  g: { do: 'place' },
  l: { do: 'locate' },
  t: { do: 'transfer' },
  a: { do: 'join' },
  p: { do: 'priority' },
  q: { do: 'type' },
  s: { do: 'step' },
  c: { do: 'close' },
  x: { do: 'cancel' },
  e: { do: 'board' },
  j: { do: 'log' },
  f: { do: 'filters' },
  u: { do: 'on_call' },
  k: { do: 'call_out' },
  z: { do: 'fit' },
  b: { do: 'close_street' },
  i: { do: 'reach' },
  v: { do: 'follow' },
  o: { do: 'contacted' },
  y: { do: 'tell' },
  h: { do: 'handed' },
  m: { do: 'mute' },
  '+': { do: 'zoom_in' },
  '-': { do: 'zoom_out' },
  '/': { do: 'search' },
  '?': { do: 'help' },
}

const MOVES: Record<string, Shortcut> = {
  ArrowDown: { do: 'move', step: 1 },
  ArrowUp: { do: 'move', step: -1 },
  Home: { do: 'move', step: 'first' },
  End: { do: 'move', step: 'last' },
  Escape: { do: 'escape' },
  F6: { do: 'regions' },
}

/**
 * What a key does. Digits are read by physical key, so that they work unshifted on AZERTY; letters and signs by what
 * they write. With `singleKeys` off, letters, signs and digits need Alt (RGAA 12.10).
 */
export function shortcutOf(pressed: Pressed, singleKeys: boolean): Shortcut | null {
  const { key, code, ctrlKey, metaKey, altKey, shiftKey } = pressed
  if (ctrlKey || metaKey) {
    if (key.toLowerCase() === 'z' && !shiftKey) return { do: 'undo' }
    return key.toLowerCase() === 'k' ? { do: 'search' } : null
  }
  const move = MOVES[key]
  if (move !== undefined) return move
  if (singleKeys === altKey) return null
  const digit = /^(?:Digit|Numpad)([0-9])$/.exec(code)?.[1]
  // Shift + digit writes a digit on AZERTY, a sign on QWERTY: nothing is bound to it.
  if (digit !== undefined && !shiftKey) {
    if (digit === '0') return { do: 'whole_city' }
    return Number(digit) <= 5 ? { do: 'send', rank: Number(digit) } : null
  }
  return LETTERS[key.toLowerCase()] ?? null
}

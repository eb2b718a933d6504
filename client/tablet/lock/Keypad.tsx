import { useEffect, useRef } from 'react'
import { Icon } from '../../design/Icon.tsx'
import { useWords } from '../../react/use-words.ts'
import { isPin, LONGEST_PIN } from './pin.ts'

const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9']

interface KeypadProps {
  typed: string
  /** What the last key does. */
  submit: string
  disabled: boolean
  onType(typed: string): void
  onSubmit(): void
}

/** Large keys for a code, and as many dots as were typed; a keyboard types too. */
export function Keypad(props: KeypadProps) {
  const { typed, submit, disabled, onType, onSubmit } = props
  const { lock } = useWords()
  const add = (digit: string) => onType((typed + digit).slice(0, LONGEST_PIN))
  const remove = () => onType(typed.slice(0, -1))
  const ready = isPin(typed) && !disabled
  useKeyboard({ disabled, add, remove, submit: () => ready && onSubmit() })
  return (
    <div className="keypad">
      <p className="keypad-dots" role="status" aria-label={lock.typed(typed.length)}>
        {Array.from({ length: LONGEST_PIN }, (_, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a dot is its place
          <i key={place} className={place < typed.length ? 'typed' : ''} />
        ))}
      </p>
      <div className="keypad-keys">
        {DIGITS.map((digit) => (
          <Key key={digit} digit={digit} disabled={disabled} onPress={add} />
        ))}
        <button type="button" aria-label={lock.erase} disabled={disabled || typed === ''} onClick={remove}>
          <Icon name="erase" size={28} />
        </button>
        <Key digit="0" disabled={disabled} onPress={add} />
        <button
          type="button"
          className="keypad-submit"
          aria-label={submit}
          disabled={!ready}
          onClick={onSubmit}
        >
          <Icon name="check" size={28} />
        </button>
      </div>
    </div>
  )
}

interface KeyProps {
  digit: string
  disabled: boolean
  onPress(digit: string): void
}

function Key({ digit, disabled, onPress }: KeyProps) {
  return (
    <button type="button" className="num" disabled={disabled} onClick={() => onPress(digit)}>
      {digit}
    </button>
  )
}

interface Hands {
  disabled: boolean
  add(digit: string): void
  remove(): void
  submit(): void
}

function useKeyboard(hands: Hands): void {
  const current = useRef(hands)
  current.current = hands
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const { disabled, add, remove, submit } = current.current
      if (disabled || event.ctrlKey || event.altKey || event.metaKey) return
      if (/^\d$/.test(event.key)) add(event.key)
      else if (event.key === 'Backspace') remove()
      // On a button, Enter presses that button.
      else if (event.key === 'Enter' && !(event.target instanceof HTMLButtonElement)) submit()
      else return
      event.preventDefault()
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [])
}

import { type ReactNode, useEffect, useRef } from 'react'
import { Icon } from '../design/Icon.tsx'
import { useWords } from '../react/use-words.ts'

interface DialogProps {
  title: string
  children: ReactNode
  onClose(): void
}

/** A modal dialog: the browser keeps the focus in it, and gives it back. */
export function Dialog({ title, children, onClose }: DialogProps) {
  const words = useWords()
  const element = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    element.current?.showModal()
    // The browser would begin with the button that closes; what is to be typed or chosen comes first, a list that chooses itself not.
    element.current?.querySelector<HTMLElement>('.field:not(select), input:checked')?.focus()
  }, [])
  return (
    <dialog ref={element} className="dialog" aria-label={title} onClose={onClose}>
      <header>
        <h2>{title}</h2>
        <button
          type="button"
          className="top-icon"
          aria-label={words.close}
          onClick={() => element.current?.close()}
        >
          <Icon name="close" />
        </button>
      </header>
      {children}
    </dialog>
  )
}

interface Choice {
  key: string
  text: string
  onChoose(): void
}

/** Choices that have a key. */
const DIGITS = 9

/** A question answered by a digit, or by a click. */
export function Choices({ choices, onDone }: { choices: readonly Choice[]; onDone(): void }) {
  useEffect(() => {
    const press = (event: globalThis.KeyboardEvent) => {
      const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1]
      const choice =
        digit === undefined || event.target instanceof HTMLInputElement
          ? undefined
          : choices[Number(digit) - 1]
      if (choice === undefined) return
      event.preventDefault()
      event.stopPropagation()
      choice.onChoose()
      onDone()
    }
    addEventListener('keydown', press, { capture: true })
    return () => removeEventListener('keydown', press, { capture: true })
  }, [choices, onDone])
  return (
    <ul className="choices">
      {choices.map(({ key, text, onChoose }, index) => (
        <li key={key}>
          <button
            type="button"
            onClick={() => {
              onChoose()
              onDone()
            }}
          >
            {index < DIGITS && <kbd className="key">{index + 1}</kbd>} {text}
          </button>
        </li>
      ))}
    </ul>
  )
}

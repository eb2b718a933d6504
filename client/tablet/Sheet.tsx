import { type ReactNode, useLayoutEffect, useRef } from 'react'
import { useWords } from '../react/use-words.ts'

interface SheetProps {
  title: string
  children: ReactNode
  onClose(): void
}

/** A question over the tablet's screen, with targets for gloves. */
export function Sheet({ title, children, onClose }: SheetProps) {
  const words = useWords()
  const element = useRef<HTMLDialogElement>(null)
  // Before what it shows takes the focus for something else than its first field.
  useLayoutEffect(() => {
    element.current?.showModal()
  }, [])
  return (
    <dialog ref={element} className="sheet" aria-label={title} onClose={onClose}>
      <h2>{title}</h2>
      {children}
      <button type="button" className="tablet-button" onClick={() => element.current?.close()}>
        {words.back}
      </button>
    </dialog>
  )
}

import { type ReactNode, useEffect, useRef } from 'react'

interface FirmDialogProps {
  label: string
  className: string
  children: ReactNode
}

/** A modal dialog that stays until what it asks was answered: no key closes it. */
export function FirmDialog({ label, className, children }: FirmDialogProps) {
  const element = useRef<HTMLDialogElement>(null)
  useEffect(() => element.current?.showModal(), [])
  return (
    <dialog
      ref={element}
      className={className}
      aria-label={label}
      onCancel={(event) => event.preventDefault()}
      // A browser that is asked twice may close it all the same.
      onClose={({ target, currentTarget }) => target === currentTarget && currentTarget.showModal()}
    >
      {children}
    </dialog>
  )
}

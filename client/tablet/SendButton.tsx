import { type ReactNode, useState } from 'react'
import type { Command } from '../../shared/command.ts'
import { send } from '../intent/send.ts'

interface SendButtonProps {
  command: Command
  className?: string
  /** It cannot be said now; why stands beside it. */
  disabled?: boolean
  children: ReactNode
}

/** Says one thing to the radio room. It stays down until that was heard, so that a second tap says nothing twice. */
export function SendButton({
  command,
  className = 'tablet-button',
  disabled = false,
  children,
}: SendButtonProps) {
  const [saying, setSaying] = useState(false)
  const press = async () => {
    setSaying(true)
    await send(command)
    setSaying(false)
  }
  return (
    <button type="button" className={className} disabled={disabled || saying} onClick={press}>
      {children}
    </button>
  )
}

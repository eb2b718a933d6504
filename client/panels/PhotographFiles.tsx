import { type ChangeEvent, type ReactNode, useState } from 'react'
import type { Ticket } from '../../shared/ticket/ticket.ts'
import { Icon } from '../design/Icon.tsx'
import { addPhotographs } from '../intent/photographs.ts'
import { useWords } from '../react/use-words.ts'

/** What a device can read as a picture is not known beforehand: anything that calls itself one may be chosen. */
const PICTURES = 'image/*'

interface PhotographFilesProps {
  ticket: Ticket
  className: string
  /** Asks for the camera rather than for files. */
  camera?: boolean
  label?: string
  children: ReactNode
}

/** Asks this device for pictures, and adds them to a ticket. */
export function PhotographFiles({ ticket, className, camera, label, children }: PhotographFilesProps) {
  const words = useWords().photograph
  const [busy, setBusy] = useState(false)
  const take = async ({ currentTarget }: ChangeEvent<HTMLInputElement>) => {
    const files = [...(currentTarget.files ?? [])]
    // So that the same file can be chosen again.
    currentTarget.value = ''
    setBusy(true)
    await addPhotographs(ticket.id, files)
    setBusy(false)
  }
  return (
    <label className={`photograph-files ${className}`} title={label}>
      <input
        type="file"
        className="visually-hidden"
        accept={PICTURES}
        disabled={busy}
        aria-label={label}
        onChange={take}
        {...(camera ? { capture: 'environment' } : { multiple: true })}
      />
      <Icon name={camera ? 'camera' : 'plus'} />
      {busy ? words.preparing : children}
    </label>
  )
}

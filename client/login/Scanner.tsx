import { useEffect, useRef } from 'react'
import { useWords } from '../react/use-words.ts'
import { scanCode } from './code-scanner.ts'

interface ScannerProps {
  onCode(code: string): void
  /** There is no camera, or it may not be used. */
  onRefused(): void
}

/** What the camera sees, until it sees the code. */
export function Scanner({ onCode, onRefused }: ScannerProps) {
  const { enrol } = useWords()
  const video = useRef<HTMLVideoElement>(null)
  const told = useRef({ onCode, onRefused })
  told.current = { onCode, onRefused }
  useEffect(() => {
    const stopping = new AbortController()
    if (video.current !== null)
      scanCode(video.current, (code) => told.current.onCode(code), stopping.signal).catch(
        () => stopping.signal.aborted || told.current.onRefused(),
      )
    return () => stopping.abort()
  }, [])
  return (
    <figure className="scanner">
      <video ref={video} muted playsInline />
      <figcaption>{enrol.scanning}</figcaption>
    </figure>
  )
}

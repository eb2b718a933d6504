import { useEffect } from 'react'
import type { Crew } from '../../shared/crew/crew.ts'
import type { HandOverNote } from '../../shared/protocol.ts'
import { readHandOver } from '../intent/hand-over.ts'
import { useScreen } from './use-screen.ts'

const AGAIN_MS = 5_000

/** What was left to the team on board: its words, none, no longer kept, or not read yet. */
export function useHandOverNote({ id, handOver }: Crew): HandOverNote | 'none' | 'gone' | 'unread' {
  const noteId = handOver?.noteId ?? null
  const note = useScreen(({ handOverNote }) => (handOverNote?.id === noteId ? handOverNote?.note : undefined))
  const missing = noteId !== null && note === undefined
  useEffect(() => {
    if (!missing) return
    readHandOver(id, noteId)
    const timer = setInterval(() => readHandOver(id, noteId), AGAIN_MS)
    return () => clearInterval(timer)
  }, [id, noteId, missing])
  if (noteId === null) return 'none'
  return note === undefined ? 'unread' : (note ?? 'gone')
}

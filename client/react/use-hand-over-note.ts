import { useEffect } from 'react'
import type { Crew } from '../../shared/crew/crew.ts'
import type { NoteId } from '../../shared/id.ts'
import { readHandOver } from '../intent/hand-over.ts'
import type { ScreenState } from '../store/screen-store.ts'
import { useScreen } from './use-screen.ts'

/** What was left to the team on board: its words, none, no longer kept, or not read yet. */
export function useHandOverNote({ id, handOver }: Crew): { text: string } | 'none' | 'gone' | 'unread' {
  const noteId = handOver?.noteId ?? null
  const text = useScreen((state) => (noteId === null ? null : textOf(noteId, state)))
  const missing = text === undefined
  useEffect(() => {
    if (noteId !== null && missing) readHandOver(id)
  }, [id, noteId, missing])
  if (noteId === null) return 'none'
  if (text === undefined) return 'unread'
  return text === null ? 'gone' : { text }
}

/** Words that this device has not sent yet are in what waits, whatever became of the page; null where they are no longer kept. */
function textOf(noteId: NoteId, { handOverNote, outbox }: ScreenState): string | null | undefined {
  if (handOverNote?.id === noteId) return handOverNote.note?.text ?? null
  for (const { command } of outbox.waiting)
    if (command.type === 'hand_over' && command.noteId === noteId) return command.text
  return undefined
}

import { type CrewId, type NoteId, noteIdSchema } from '../../shared/id.ts'
import { instant } from '../../shared/instant.ts'
import type { HandOverNote } from '../../shared/protocol.ts'
import { fetchHandOver } from '../feed/session.ts'
import { screen } from '../store/screen-store.ts'
import { send } from './send.ts'

/** Says that the team leaves; what it wrote is on this screen at once, for the next one may have no network. */
export function handOver(crewId: CrewId, text: string): void {
  const noteId = noteIdSchema.parse(crypto.randomUUID())
  const words = text.trim() === '' ? null : text.trim()
  if (words !== null) {
    const { session, feed } = screen.getState()
    const at = instant(Math.max(0, Date.now() + feed.clockOffset))
    put(noteId, { id: noteId, at, by: session?.label ?? '', text: words })
  }
  send({ type: 'hand_over', crewId, noteId, text: words })
}

const reading = new Set<NoteId>()

/** Reads what a team left, unless it is at hand; a failed reading leaves things as they are. */
export async function readHandOver(crewId: CrewId, noteId: NoteId): Promise<void> {
  if (reading.has(noteId) || screen.getState().handOverNote?.id === noteId) return
  reading.add(noteId)
  const note = await fetchHandOver(crewId).catch(() => undefined)
  reading.delete(noteId)
  // Another may have been written meanwhile: that one is asked for in its turn.
  if (note !== undefined && (note === null || note.id === noteId)) put(noteId, note)
}

function put(id: NoteId, note: HandOverNote | null): void {
  screen.setState({ handOverNote: { id, note } })
}

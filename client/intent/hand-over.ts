import { type CrewId, type NoteId, noteIdSchema } from '../../shared/id.ts'
import { instant } from '../../shared/instant.ts'
import type { HandOverNote } from '../../shared/protocol/crew.ts'
import { fetchHandOver } from '../feed/session.ts'
import { screen } from '../store/screen-store.ts'
import { Reader } from './reader.ts'
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

const AGAIN_MS = 5_000
const reader = new Reader<CrewId, HandOverNote | null>({
  read: fetchHandOver,
  isWanted: (crewId) => missing(crewId) !== null,
  take: (crewId, note) => {
    const noteId = missing(crewId)
    // Another may have been written meanwhile: that one is asked for in its turn.
    if (noteId !== null && (note === null || note.id === noteId)) put(noteId, note)
  },
  pause: () => new Promise((again) => setTimeout(again, AGAIN_MS)),
})

/** The note that was left to the team on board, where it is not at hand; null where it is, or there is none. */
function missing(crewId: CrewId): NoteId | null {
  const { board, handOverNote } = screen.getState()
  const noteId = board.crews.get(crewId)?.handOver?.noteId ?? null
  return noteId === handOverNote?.id ? null : noteId
}

/** Reads what a team left, until it is at hand. */
export function readHandOver(crewId: CrewId): void {
  reader.refresh(crewId)
}

function put(id: NoteId, note: HandOverNote | null): void {
  screen.setState({ handOverNote: { id, note } })
}

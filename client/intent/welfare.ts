import { grantOf } from '../../shared/authority.ts'
import type { Role } from '../../shared/event.ts'
import type { CrewId } from '../../shared/id.ts'
import { unbroken } from '../../shared/typography.ts'
import { crewRowsOf, silentCrews } from '../store/crew-row.ts'
import { type ScreenState, screen } from '../store/screen-store.ts'
import { currentWords } from '../store/words.ts'
import { send } from './send.ts'
import { toast } from './toast.ts'

/** From which level on a silence is told to a role: dispatchers call first, then everyone who may; null: never. */
export function toldFrom(role: Role): 'check' | 'alarm' | null {
  if (grantOf('confirm_contact', role) !== 'yes') return null
  return role === 'dispatcher' ? 'check' : 'alarm'
}

/** The crew that the key for « contacted » is about: the one looked at where it is silent, else the most overdue that this post is told of. */
export function crewToContact(
  { board, services, session, lookedAt }: ScreenState,
  now: number,
): CrewId | null {
  const rows = crewRowsOf(board, services)
  const looked = silentCrews(rows, 'silent', now).find(({ crew }) => crew.id === lookedAt)
  const from = session === null ? null : toldFrom(session.role)
  const [most] = from === null ? [] : silentCrews(rows, from, now)
  return (looked ?? most)?.crew.id ?? null
}

/** Writes down that someone reached the crew, on what it has in hand; nothing where it has nothing. */
export async function confirmContact(crewId: CrewId): Promise<void> {
  const { board, services } = screen.getState()
  const row = crewRowsOf(board, services).find(({ crew }) => crew.id === crewId)
  if (row?.current == null) return
  const { crew, current } = row
  const answer = await send({
    type: 'confirm_contact',
    assignmentId: current.assignment.id,
    heardAt: crew.heardAt,
  })
  if (answer.status === 'accepted') toast({ text: currentWords().toast.contacted(unbroken(crew.callSign)) })
}

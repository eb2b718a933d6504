import { grantOf } from '../../shared/authority.ts'
import type { Role } from '../../shared/event.ts'
import type { CrewId } from '../../shared/id.ts'
import { crewRowsOf, silentCrews } from '../store/crew-row.ts'
import type { ScreenState } from '../store/screen-store.ts'

/** Whether a role may say that a crew was reached. */
export function mayConfirm(role: Role): boolean {
  return grantOf('confirm_contact', role) === 'yes'
}

/** From which level on a silence is told to a role: dispatchers call first, then everyone who may; null: never. */
export function toldFrom(role: Role): 'check' | 'alarm' | null {
  if (!mayConfirm(role)) return null
  return role === 'dispatcher' ? 'check' : 'alarm'
}

/** The crew that the key for « contacted » is about: the one looked at where it is silent, else the most overdue that this post is told of. */
export function crewToContact(
  { board, catalogues, session, lookedAt }: ScreenState,
  now: number,
): CrewId | null {
  const from = session === null ? null : toldFrom(session.role)
  if (from === null) return null
  const rows = crewRowsOf(board, catalogues)
  const looked = silentCrews(rows, 'silent', now).find(({ crew }) => crew.id === lookedAt)
  const [most] = silentCrews(rows, from, now)
  return (looked ?? most)?.crew.id ?? null
}

import { awaitsReinforcement, reinforcementOf } from '../../shared/assignment/ask.ts'
import type { Assignment } from '../../shared/assignment/assignment.ts'
import { unbroken } from '../../shared/typography.ts'
import { domainWords } from '../../shared/words.ts'
import { clockTime } from '../design/format.ts'
import { Icon } from '../design/Icon.tsx'
import { useScreen } from '../react/use-screen.ts'
import { usePreferences, useWords } from '../react/use-words.ts'

/** How a call for reinforcement stands: said and not heard yet, heard, answered by who comes; null where there is none. */
export function useReinforcement(assignment: Assignment): 'unheard' | 'heard' | 'answered' | null {
  const waits = useScreen(({ outbox }) =>
    outbox.waiting.some(
      ({ command }) => command.type === 'ask_reinforcement' && command.assignmentId === assignment.id,
    ),
  )
  const asked = useScreen(({ board }) => awaitsReinforcement(assignment, board.assignments.values()))
  if (assignment.reinforcementAt === null) return null
  if (!asked) return 'answered'
  return waits ? 'unheard' : 'heard'
}

/** The same in words, above everything else of the ticket. */
export function ReinforcementState({ assignment }: { assignment: Assignment }) {
  const words = useWords().reinforcement
  const { locale } = usePreferences()
  const timeZone = useScreen((state) => state.city?.timeZone ?? 'UTC')
  const coming = useScreen(({ board }) => reinforcementOf(assignment, board.assignments.values()))
  const callSign = useScreen(({ board }) => coming && board.crews.get(coming.crewId)?.callSign)
  const state = useReinforcement(assignment)
  const { reinforcementAt } = assignment
  if (state === null || reinforcementAt === null) return null
  return (
    <p className={`tablet-reinforcement ${state}`} role="status">
      <Icon name={state === 'unheard' ? 'offline' : 'people'} size={24} />
      {state === 'unheard' && words.unheard}
      {state === 'heard' && words.heard(clockTime(reinforcementAt, timeZone, locale))}
      {state === 'answered' &&
        coming &&
        words.coming(unbroken(callSign ?? ''), domainWords[locale].assignment[coming.status])}
    </p>
  )
}

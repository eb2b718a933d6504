import { grantOf } from '../../shared/authority.ts'
import type { Crew } from '../../shared/crew/crew.ts'
import { awaitsTakeOver } from '../../shared/crew/decide-shift.ts'
import { dutyMachine } from '../../shared/crew/machine.ts'
import { clockTime } from '../design/format.ts'
import { useFleet } from '../react/use-fleet.ts'
import { useHandOverNote } from '../react/use-hand-over-note.ts'
import { useScreen } from '../react/use-screen.ts'
import { usePreferences, useWords } from '../react/use-words.ts'
import { equipmentText } from './outfit-text.ts'

/** What a crew may say of its shift by voice, and a post writes down. */
export type ShiftWord = 'come_on_duty' | 'change_outfit' | 'hand_over' | 'take_over'

interface CrewShiftProps {
  crew: Crew
  /** Asks what goes with the word. */
  onWord(word: ShiftWord): void
}

/** The team on board: with what, since when, what it was left by the one before; and what it says of that by radio. */
export function CrewShift({ crew, onWord }: CrewShiftProps) {
  const words = useWords()
  const { locale } = usePreferences()
  const fleet = useFleet()
  const timeZone = useScreen((state) => state.city?.timeZone ?? 'UTC')
  const may = useScreen(({ session }) => session !== null && grantOf('hand_over', session.role) === 'yes')
  const equipment = equipmentText(crew, { fleet, words, locale })
  const { shift } = crew
  return (
    <section className="crew-shift" aria-label={words.shift.title}>
      <header className="panel-head">
        <h3>{words.shift.title}</h3>
        {shift !== null && (
          <span className="caption num">
            {words.crew.since(clockTime(shift.since, timeZone, locale))} ·{' '}
            {words.shift.settled(shift.settled)}
          </span>
        )}
      </header>
      {equipment !== null && <p>{equipment}</p>}
      {crew.handOver !== null && may && <Left crew={crew} />}
      {may && (
        <ul>
          {wordsOpenTo(crew).map((word) => (
            <li key={word}>
              <button type="button" className="button" onClick={() => onWord(word)}>
                {words.shift.toldByRadio[word]}…
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function wordsOpenTo(crew: Crew): ShiftWord[] {
  const machine = dutyMachine[crew.duty]
  if (machine.come_on_duty !== 'refuse') return ['come_on_duty']
  if (machine.change_outfit === 'refuse') return []
  return ['change_outfit', awaitsTakeOver(crew) ? 'take_over' : 'hand_over']
}

/** What one team left to the next, and whether that has taken over. */
function Left({ crew }: { crew: Crew }) {
  const words = useWords().shift
  const { locale } = usePreferences()
  const timeZone = useScreen((state) => state.city?.timeZone ?? 'UTC')
  const note = useHandOverNote(crew)
  if (crew.handOver === null) return null
  const { at, takenAt } = crew.handOver
  const texts = { none: words.noNote, gone: words.goneNote, unread: words.loading }
  return (
    <>
      <p className={takenAt === null ? 'crew-handed waiting' : 'crew-handed'}>
        {takenAt === null
          ? words.handedOver(clockTime(at, timeZone, locale))
          : words.takenOver(clockTime(takenAt, timeZone, locale))}
      </p>
      {typeof note === 'string' ? <p className="caption">{texts[note]}</p> : <q>{note.text}</q>}
    </>
  )
}

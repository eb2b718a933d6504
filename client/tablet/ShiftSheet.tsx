import { useState } from 'react'
import { openAssignments } from '../../shared/board.ts'
import type { CommandOf } from '../../shared/command.ts'
import type { Crew } from '../../shared/crew/crew.ts'
import type { CrewId } from '../../shared/id.ts'
import { SECOND } from '../../shared/instant.ts'
import { roughDuration } from '../../shared/typography.ts'
import { clockTime } from '../design/format.ts'
import { Icon } from '../design/Icon.tsx'
import { handOver } from '../intent/hand-over.ts'
import { send } from '../intent/send.ts'
import { outfitText } from '../panels/outfit-text.ts'
import { useFleet } from '../react/use-fleet.ts'
import { useHandOverNote } from '../react/use-hand-over-note.ts'
import { useNow } from '../react/use-now.ts'
import { useScreen } from '../react/use-screen.ts'
import { usePreferences, useWords } from '../react/use-words.ts'
import { OutfitForm, useProblem } from './OutfitForm.tsx'
import { Sheet } from './Sheet.tsx'
import { useOutfit } from './use-outfit.ts'

/** What the shift may be asked: what it is, another outfit, a hand-over, its end. */
export type ShiftQuestion = 'shift' | 'outfit' | 'hand_over' | 'end'

interface ShiftSheetProps {
  crew: Crew
  question: ShiftQuestion
  onAsk(question: ShiftQuestion): void
  onClose(): void
}

export function ShiftSheet({ crew, question, onAsk, onClose }: ShiftSheetProps) {
  const words = useWords().shift
  switch (question) {
    case 'outfit':
      return <OutfitSheet crew={crew} says="change_outfit" onClose={onClose} />
    case 'hand_over':
      return <HandOverSheet crew={crew} onClose={onClose} />
    case 'end':
      return <EndSheet crew={crew} onClose={onClose} />
    case 'shift':
      return (
        <Sheet title={words.title} onClose={onClose}>
          <Summary crew={crew} />
          <LeftNote crew={crew} />
          <button type="button" className="tablet-button" onClick={() => onAsk('outfit')}>
            {words.change}
          </button>
          <button type="button" className="tablet-button" onClick={() => onAsk('hand_over')}>
            {words.handOver}
          </button>
          <button type="button" className="tablet-button" onClick={() => onAsk('end')}>
            {words.end}
          </button>
        </Sheet>
      )
  }
}

/** Since when, how many tickets, with whom and with what. */
function Summary({ crew }: { crew: Crew }) {
  const words = useWords()
  const { locale } = usePreferences()
  const fleet = useFleet()
  const now = useNow()
  const timeZone = useScreen((state) => state.city?.timeZone ?? 'UTC')
  const { shift, onDutyAt } = crew
  const since = shift?.since ?? onDutyAt
  return (
    <ul className="shift-summary">
      {since !== null && (
        <li className="num">
          {words.shift.since(
            clockTime(since, timeZone, locale),
            roughDuration(Math.max(0, now - since) / SECOND),
          )}
        </li>
      )}
      {shift !== null && <li className="num">{words.shift.settled(shift.settled)}</li>}
      <li>{outfitText(crew, { fleet, words, locale })}</li>
    </ul>
  )
}

/** What the team before left, for one that wants to read it again. */
function LeftNote({ crew }: { crew: Crew }) {
  const words = useWords().shift
  const { locale } = usePreferences()
  const timeZone = useScreen((state) => state.city?.timeZone ?? 'UTC')
  const note = useHandOverNote(crew)
  const takenAt = crew.handOver?.takenAt ?? null
  if (takenAt === null || typeof note === 'string') return null
  return (
    <section className="handed-over taken">
      <h3>{words.takenOver(clockTime(takenAt, timeZone, locale))}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long note scrolls, and keys must reach its end */}
      <p tabIndex={0}>{note.text}</p>
    </section>
  )
}

interface OutfitSheetProps {
  crew: Crew
  says: CommandOf<'change_outfit' | 'take_over'>['type']
  onClose(): void
}

/** Who and what is on board now: after a breakdown, or when another team takes over. */
export function OutfitSheet({ crew, says, onClose }: OutfitSheetProps) {
  const words = useWords().shift
  const choice = useOutfit(crew)
  const problem = useProblem(choice)
  const say = () => {
    onClose()
    send({ type: says, crewId: crew.id, ...choice.outfit })
  }
  const taking = says === 'take_over'
  return (
    <Sheet title={taking ? words.takeOver : words.change} onClose={onClose}>
      <OutfitForm kind={crew.kind} choice={choice} />
      <button type="button" className="tablet-button primary" disabled={problem !== null} onClick={say}>
        {taking ? words.takeOver : words.save}
      </button>
    </Sheet>
  )
}

/** What a crew wrote and did not say: it is there again when the sheet is opened again. */
const drafts = new Map<CrewId, string>()

function HandOverSheet({ crew, onClose }: Pick<ShiftSheetProps, 'crew' | 'onClose'>) {
  const words = useWords()
  const inHand = useInHand(crew)
  const [text, setText] = useState(drafts.get(crew.id) ?? '')
  const write = (written: string) => {
    drafts.set(crew.id, written)
    setText(written)
  }
  const say = () => {
    onClose()
    drafts.delete(crew.id)
    handOver(crew.id, text)
  }
  return (
    <Sheet title={words.shift.handOver} onClose={onClose}>
      <textarea
        className="field"
        rows={5}
        maxLength={1000}
        value={text}
        placeholder={words.shift.handOverNote}
        aria-label={words.shift.handOverNote}
        onChange={(event) => write(event.target.value)}
      />
      <p className="caption">{words.ticket.noteAdvice}</p>
      <p>{words.shift.handOverKeeps(inHand)}</p>
      <button type="button" className="tablet-button primary" onClick={say}>
        {words.shift.handOverSay}
      </button>
    </Sheet>
  )
}

/** The end of the shift, with what it was; refused here already while something is in hand. */
function EndSheet({ crew, onClose }: Pick<ShiftSheetProps, 'crew' | 'onClose'>) {
  const words = useWords()
  const inHand = useInHand(crew)
  const unsent = useScreen((state) => state.outbox.waiting.length)
  const end = () => {
    onClose()
    send({ type: 'go_off_duty', crewId: crew.id })
  }
  return (
    <Sheet title={words.tablet.endOfDuty} onClose={onClose}>
      <Summary crew={crew} />
      {unsent > 0 && (
        <p className="shift-warning">
          <Icon name="offline" size={24} /> {words.shift.unsent(unsent)}
        </p>
      )}
      {inHand > 0 && (
        <p className="shift-warning" role="alert">
          <Icon name="warning" size={24} /> {words.shift.inHand(inHand)}
        </p>
      )}
      <button type="button" className="tablet-button primary" disabled={inHand > 0} onClick={end}>
        {words.shift.end}
      </button>
    </Sheet>
  )
}

function useInHand({ id: crewId }: Crew): number {
  return useScreen(({ board }) => openAssignments(board.assignments.values(), { crewId }).length)
}

import './shift.css'
import { useState } from 'react'
import type { Crew } from '../../shared/crew/crew.ts'
import { awaitsTakeOver } from '../../shared/crew/decide-shift.ts'
import { clockTime } from '../design/format.ts'
import { Icon } from '../design/Icon.tsx'
import { useHandOverNote } from '../react/use-hand-over-note.ts'
import { useScreen } from '../react/use-screen.ts'
import { usePreferences, useWords } from '../react/use-words.ts'
import { OutfitSheet } from './ShiftSheet.tsx'

/** What the team before left, in sight until the next has read it and says who it is. */
export function HandedOver({ crew }: { crew: Crew }) {
  return awaitsTakeOver(crew) ? <Notice crew={crew} /> : null
}

function Notice({ crew }: { crew: Crew }) {
  const words = useWords().shift
  const { locale } = usePreferences()
  const timeZone = useScreen((state) => state.city?.timeZone ?? 'UTC')
  const note = useHandOverNote(crew)
  const [taking, setTaking] = useState(false)
  const texts = { none: words.noNote, gone: words.goneNote, unread: words.loading }
  return (
    <section className="handed-over" aria-label={words.handOver}>
      <h2>
        <Icon name="transfer" size={24} />
        {crew.handOver !== null && words.handedOver(clockTime(crew.handOver.at, timeZone, locale))}
      </h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long note scrolls, and keys must reach its end */}
      <p tabIndex={0}>{typeof note === 'string' ? texts[note] : note.text}</p>
      <button type="button" className="tablet-button" onClick={() => setTaking(true)}>
        {note === 'unread' ? words.takeOver : words.read}
      </button>
      {taking && <OutfitSheet crew={crew} says="take_over" onClose={() => setTaking(false)} />}
    </section>
  )
}

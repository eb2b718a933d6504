import { useEffect, useRef, useState } from 'react'
import type { Service } from '../../shared/catalogue/service.ts'
import { Icon } from '../design/Icon.tsx'
import { TicketGlyph } from '../design/TicketGlyph.tsx'
import { reportOnView } from '../intent/on-view.ts'
import { useScreen } from '../react/use-screen.ts'
import { usePreferences, useWords } from '../react/use-words.ts'
import { servicesInForce } from '../store/screen-store.ts'
import { findServices } from '../store/service-search.ts'
import type { DevicePosition } from './position-watch.ts'
import { Sheet } from './Sheet.tsx'

const STOPPED = { state: 'stopped' } as const

/** A ticket of one's own, where one is, in three taps: this button, what it is, and « Signaler ici ». */
export function OnView({ position }: { position: DevicePosition }) {
  const words = useWords()
  const [open, setOpen] = useState(false)
  return (
    <>
      <button type="button" className="tablet-report" onClick={() => setOpen(true)}>
        <Icon name="plus" size={24} />
        <span>{words.tablet.onView.button}</span>
      </button>
      {open && <OnViewSheet position={position} onClose={() => setOpen(false)} />}
    </>
  )
}

function OnViewSheet({ position, onClose }: { position: DevicePosition; onClose(): void }) {
  const words = useWords().tablet.onView
  const { locale } = usePreferences()
  const [chosen, setChosen] = useState<Service | null>(null)
  const [text, setText] = useState('')
  if (position.state !== 'known')
    return (
      <Sheet title={words.title} onClose={onClose}>
        <p>{words.nowhere}</p>
      </Sheet>
    )
  if (chosen === null)
    return (
      <Sheet title={words.title} onClose={onClose}>
        <Kinds onChoose={setChosen} />
      </Sheet>
    )
  const report = () => {
    onClose()
    reportOnView(chosen.code, position, text)
  }
  return (
    <Sheet title={chosen.name[locale]} onClose={onClose}>
      <p className="num">{words.here(Math.round(position.accuracy))}</p>
      <textarea
        className="field"
        rows={2}
        maxLength={2000}
        value={text}
        placeholder={words.words}
        aria-label={words.words}
        onChange={(event) => setText(event.target.value)}
      />
      <button type="button" className="tablet-button primary" onClick={report}>
        {words.report}
      </button>
    </Sheet>
  )
}

/** The kinds of problem, found by a few letters or by the eye. */
function Kinds({ onChoose }: { onChoose(service: Service): void }) {
  const words = useWords().tablet.onView
  const { locale } = usePreferences()
  const services = useScreen(servicesInForce)
  const [wanted, setWanted] = useState('')
  const first = useRef<HTMLButtonElement>(null)
  // Not the field: nobody asked for a keyboard over half of the screen.
  useEffect(() => first.current?.focus(), [])
  const shown = findServices(services, wanted, locale)
  return (
    <>
      <input
        className="field"
        type="search"
        value={wanted}
        maxLength={100}
        placeholder={words.search}
        aria-label={words.search}
        onChange={(event) => setWanted(event.target.value)}
      />
      <ul className="tablet-kinds">
        {shown.map((service, index) => (
          <li key={service.code}>
            <button ref={index === 0 ? first : null} type="button" onClick={() => onChoose(service)}>
              <TicketGlyph
                size={32}
                theme={service.theme}
                priority={service.priority}
                clock={STOPPED}
                placed
              />
              <span>{service.name[locale]}</span>
            </button>
          </li>
        ))}
      </ul>
      {shown.length === 0 && <p>{words.none}</p>}
    </>
  )
}

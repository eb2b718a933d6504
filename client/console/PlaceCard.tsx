import { useEffect, useRef } from 'react'
import { unbroken } from '../../shared/typography.ts'
import { Icon } from '../design/Icon.tsx'
import { KnownList } from '../panels/KnownPlace.tsx'
import { useKnownAt } from '../react/use-known-at.ts'
import { useWords } from '../react/use-words.ts'
import type { NewTicketWork } from './use-new-ticket.ts'

/** What is known of the place that is looked at; Enter makes a ticket there. */
export function PlaceCard({ work: { place, naming, write, leave } }: { work: NewTicketWork }) {
  const words = useWords()
  const button = useRef<HTMLButtonElement>(null)
  const { lon, lat } = place ?? {}
  useEffect(() => {
    if (lon !== undefined && lat !== undefined) button.current?.focus()
  }, [lon, lat])
  const known = useKnownAt(place)
  if (place === null) return null
  const name = place.address ?? (naming ? words.place.naming : words.place.unnamed)
  return (
    <section className="map-place" aria-label={words.place.title}>
      <h2>{name}</h2>
      <button type="button" className="top-icon" aria-label={words.place.leave} onClick={leave}>
        <Icon name="close" />
      </button>
      <p className="num">
        {place.district !== null && <>{place.district.short} · </>}
        <span className="caption">{unbroken(`${place.lat.toFixed(5)}, ${place.lon.toFixed(5)}`)}</span>
      </p>
      <KnownList known={known} />
      <button
        ref={button}
        type="button"
        className="button primary"
        aria-label={words.place.newTicketAt(name)}
        onClick={write}
      >
        <Icon name="plus" /> {words.place.newTicket} <kbd className="key">↵</kbd>
      </button>
    </section>
  )
}

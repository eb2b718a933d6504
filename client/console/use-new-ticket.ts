import { type RefObject, useEffect, useState } from 'react'
import type { LonLat } from '../../shared/geo.ts'
import type { FoundAddress } from '../../shared/protocol/place.ts'
import { newDraft, type TicketDraft } from '../intent/new-ticket.ts'
import { type Place, placeAt, placeOf, zoomTo } from '../intent/place.ts'
import type { CityMap } from '../map/city-map.ts'
import { useScreen } from '../react/use-screen.ts'
import { useWords } from '../react/use-words.ts'

/** The place that is looked at, and the ticket that may be written for it. */
export interface NewTicketWork {
  place: Place | null
  /** Whether the name of the place is still being looked up. */
  naming: boolean
  writing: boolean
  draft: TicketDraft
  goTo(found: FoundAddress): void
  pointAt(point: LonLat): void
  write(): void
  change(part: Partial<TicketDraft>): void
  /** Leaves the dialog; what was written stays, for when it is opened again. */
  putAside(): void
  /** Leaves the place; true where there was one. */
  leave(): boolean
  /** The ticket is made: nothing is left to keep. */
  done(): void
}

export function useNewTicket(map: RefObject<CityMap | null>): NewTicketWork {
  const words = useWords()
  const cityName = useScreen((state) => state.city?.name ?? '')
  const [place, setPlace] = useState<Place | null>(null)
  const [naming, setNaming] = useState<Place | null>(null)
  const [writing, setWriting] = useState(false)
  const [draft, setDraft] = useState(newDraft)
  useEffect(() => {
    map.current?.setPlace(place && { ...place, label: place.address })
  }, [map, place])
  const look = (at: Place) => {
    setPlace(at)
    setDraft((written) => ({ ...written, address: null, joins: undefined }))
  }
  return {
    place,
    naming: place !== null && naming === place,
    writing,
    draft,
    goTo: (found) => {
      look(placeOf(found, cityName))
      map.current?.goTo(found, zoomTo(found))
    },
    pointAt: async (point) => {
      const bare: Place = { ...point, address: null, district: null }
      look(bare)
      setNaming(bare)
      const named = await placeAt(point, cityName, words.place.near)
      // Another point may have been looked at meanwhile.
      setPlace((now) => (now === bare ? named : now))
    },
    write: () => setWriting(true),
    change: (part) => setDraft((written) => ({ ...written, ...part })),
    putAside: () => setWriting(false),
    leave: () => {
      setPlace(null)
      return place !== null
    },
    done: () => {
      setWriting(false)
      setPlace(null)
      setDraft(newDraft)
    },
  }
}

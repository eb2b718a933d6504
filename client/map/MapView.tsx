import './map.css'
import { useEffect, useRef } from 'react'
import type { LonLat } from '../../shared/geo.ts'
import { type CrewId, crewIdSchema, type TicketId, ticketIdSchema } from '../../shared/id.ts'
import type { City } from '../../shared/protocol/city.ts'
import { usePreferences, useWords } from '../react/use-words.ts'
import type { CityMap } from './city-map.ts'
import { MapDrawing } from './map-drawing.ts'
import { ScaleBar } from './ScaleBar.tsx'

interface MapViewProps {
  city: City
  onMap(map: CityMap | null): void
  onTicket(ticketId: TicketId): void
  onCrew(crewId: CrewId, at: LonLat): void
  onGround(at: LonLat): void
  /** A right click or a finger held still. */
  onHold(at: LonLat): void
  /** The person moves the map elsewhere, by hand or by asking for another place. */
  onSteer?(): void
}

/** The map in the page: gives the map to its owner, and draws the scene whenever anything in it changed. */
export function MapView({ city, onMap, onTicket, onCrew, onGround, onHold, onSteer }: MapViewProps) {
  const words = useWords()
  const { theme, districts, locale } = usePreferences()
  const container = useRef<HTMLDivElement>(null)
  const overlay = useRef<HTMLDivElement>(null)
  const scale = useRef<HTMLDivElement>(null)
  const drawn = useRef<MapDrawing | null>(null)
  const first = useRef(city)
  const handlers = useRef({ onTicket, onCrew, onGround, onHold, onSteer })
  handlers.current = { onTicket, onCrew, onGround, onHold, onSteer }

  useEffect(() => {
    if (container.current === null || overlay.current === null || scale.current === null) return
    const drawing = new MapDrawing({
      container: container.current,
      overlay: overlay.current,
      scale: scale.current,
      city: first.current,
      onClick: (layer, object, at) => {
        const { id } = { ...(object as { id?: unknown } | null) }
        const ticketId = layer?.startsWith('ticket') ? ticketIdSchema.safeParse(id).data : undefined
        const crewId = layer?.startsWith('crew') ? crewIdSchema.safeParse(id).data : undefined
        if (ticketId !== undefined) handlers.current.onTicket(ticketId)
        else if (crewId !== undefined) handlers.current.onCrew(crewId, at)
        else handlers.current.onGround(at)
      },
      onHold: (at) => handlers.current.onHold(at),
      onSteer: () => handlers.current.onSteer?.(),
    })
    drawn.current = drawing
    onMap(drawing.map)
    return () => {
      onMap(null)
      drawing.dispose()
      drawn.current = null
    }
  }, [onMap])
  useEffect(() => drawn.current?.setCity(city), [city])
  useEffect(() => drawn.current?.restyle(theme, districts), [theme, districts])

  return (
    <section className="map" aria-label={words.map.label}>
      <div className="map-canvas" ref={container} />
      <div className="map-tags" ref={overlay} />
      <ScaleBar ref={scale} />
      <p className="map-north" role="img" aria-label={words.map.north}>
        N
      </p>
      <p className="map-credit">
        {[city.credit[locale], city.label[locale]].filter((text) => text !== '').join(' · ')}
      </p>
      <p className="visually-hidden">{words.map.listHint}</p>
    </section>
  )
}

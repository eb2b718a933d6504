import './map.css'
import { useEffect, useRef } from 'react'
import type { LonLat } from '../../shared/geo.ts'
import { type TicketId, ticketIdSchema } from '../../shared/id.ts'
import type { City } from '../../shared/protocol.ts'
import { CLUSTERS_BELOW, clusterLayers, clustersOf } from '../layers/cluster.ts'
import { crewLayers } from '../layers/crew-layer.ts'
import { selectionLayers, suggestionLayer, trailLayer } from '../layers/line-layers.ts'
import { ticketLayers } from '../layers/ticket-layer.ts'
import { usePreferences, useWords } from '../react/use-words.ts'
import { onTick, serverNow } from '../store/clock.ts'
import { positions } from '../store/positions.ts'
import { preferences } from '../store/preferences.ts'
import { screen } from '../store/screen-store.ts'
import { currentWords } from '../store/words.ts'
import { CityMap } from './city-map.ts'
import { ScaleBar } from './ScaleBar.tsx'
import { sceneOf } from './scene.ts'
import { Tags } from './tags.ts'

interface MapViewProps {
  city: City
  onMap(map: CityMap | null): void
  onTicket(ticketId: TicketId): void
  onGround(at: LonLat): void
}

const TAGS_FROM = 13.5

/** The map in the page: gives the map to its owner, and draws the scene whenever anything in it changed. */
export function MapView({ city, onMap, onTicket, onGround }: MapViewProps) {
  const words = useWords()
  const { theme, districts, locale } = usePreferences()
  const container = useRef<HTMLDivElement>(null)
  const overlay = useRef<HTMLDivElement>(null)
  const scale = useRef<HTMLDivElement>(null)
  const drawn = useRef<MapDrawing | null>(null)
  const handlers = useRef({ onTicket, onGround })
  handlers.current = { onTicket, onGround }

  useEffect(() => {
    if (container.current === null || overlay.current === null || scale.current === null) return
    const drawing = new MapDrawing(container.current, overlay.current, scale.current, city, handlers)
    drawn.current = drawing
    onMap(drawing.map)
    return () => {
      onMap(null)
      drawing.dispose()
      drawn.current = null
    }
  }, [city, onMap])
  useEffect(() => drawn.current?.restyle(theme, districts), [theme, districts])

  return (
    <section className="map" aria-label={words.map.label}>
      <div className="map-canvas" ref={container} />
      <div className="map-tags" ref={overlay} />
      <ScaleBar ref={scale} />
      <p className="map-credit">
        {city.credit[locale]} · {city.label[locale]}
      </p>
      <p className="visually-hidden">{words.map.listHint}</p>
    </section>
  )
}

interface Handlers {
  current: Pick<MapViewProps, 'onTicket' | 'onGround'>
}

/** Draws the scene at most once a frame, outside React: positions come four times a second. */
class MapDrawing {
  readonly map: CityMap
  private readonly tags: Tags
  private readonly stops: (() => void)[]
  private pending = 0
  private theme = preferences.getState().theme
  private districts = preferences.getState().districts

  constructor(
    container: HTMLElement,
    overlay: HTMLElement,
    private readonly scale: HTMLElement,
    city: City,
    handlers: Handlers,
  ) {
    const { theme, districts } = preferences.getState()
    this.map = new CityMap({
      container,
      center: city.center,
      zoom: city.zoom,
      bounds: city.bounds,
      theme,
      districts,
      onMove: () => this.moved(),
      onClick: (layer, object, at) => {
        const id = layer?.startsWith('ticket')
          ? ticketIdSchema.safeParse((object as { id?: unknown }).id).data
          : undefined
        if (id === undefined) handlers.current.onGround(at)
        else handlers.current.onTicket(id)
      },
    })
    this.tags = new Tags(overlay, this.map)
    const redraw = () => this.redraw()
    this.stops = [
      screen.subscribe(redraw),
      positions.onChange(redraw),
      preferences.subscribe(redraw),
      onTick(redraw),
    ]
    this.moved()
  }

  restyle(theme: typeof this.theme, districts: boolean): void {
    if (theme === this.theme && districts === this.districts) return
    this.theme = theme
    this.districts = districts
    this.map.setStyle(theme, districts)
    this.redraw()
  }

  dispose(): void {
    for (const stop of this.stops) stop()
    cancelAnimationFrame(this.pending)
    this.map.dispose()
  }

  private moved(): void {
    this.tags?.place()
    ScaleBar.update(this.scale, this.map, preferences.getState().locale)
    this.redraw()
  }

  private redraw(): void {
    if (this.pending !== 0) return
    this.pending = requestAnimationFrame(() => {
      this.pending = 0
      this.draw()
    })
  }

  private draw(): void {
    const { theme, map } = this
    const options = {
      now: serverNow(),
      trails: preferences.getState().trails,
      near: map.zoom >= TAGS_FROM,
      words: currentWords(),
    }
    const scene = sceneOf(screen.getState(), options)
    const { clusters, alone } =
      map.zoom < CLUSTERS_BELOW ? clustersOf(scene.tickets, map.zoom) : { clusters: [], alone: scene.tickets }
    map.setLayers([
      trailLayer(scene.trails, theme),
      ...suggestionLayer(scene.lines, theme),
      ...clusterLayers(clusters, theme),
      ...ticketLayers(alone, theme),
      ...crewLayers(scene.crews, theme),
      ...selectionLayers(scene.selections, theme),
    ])
    this.tags.set(scene.tags)
  }
}

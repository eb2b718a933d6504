import type { Layer } from '@deck.gl/core'
import type { City } from '../../shared/protocol/city.ts'
import type { CrewAppearance } from '../design/palette.ts'
import { closureLayers } from '../layers/closure-layer.ts'
import { CLUSTERS_BELOW, type Clustered, clustersOf } from '../layers/cluster.ts'
import { clusterLayers } from '../layers/cluster-layer.ts'
import { crewFigures } from '../layers/crew-figures.ts'
import { distressLayers, doubtLayers } from '../layers/crew-rings.ts'
import { Kept } from '../layers/kept.ts'
import type { TicketMark } from '../layers/rows.ts'
import { selectionLayers } from '../layers/selection-layer.ts'
import { suggestionLineLayers } from '../layers/suggestion-line-layer.ts'
import { ticketLayers, weightLayer } from '../layers/ticket-layer.ts'
import { trackLayers } from '../layers/track-layer.ts'
import { trailLayers } from '../layers/trail-layer.ts'
import { onTick, serverNow } from '../store/clock.ts'
import { positions } from '../store/positions.ts'
import { preferences } from '../store/preferences.ts'
import { screen } from '../store/screen-store.ts'
import { currentWords } from '../store/words.ts'
import { CityMap, type CityMapOptions, type MappedCity } from './city-map.ts'
import { ScaleBar } from './ScaleBar.tsx'
import { type Scene, Scenes } from './scene.ts'
import { type Labelled, labelled, tagMarks } from './scene-tags.ts'
import { Tags } from './tags.ts'

/** Every crew has its tag from this zoom on. */
const TAGS_FROM = 13.5
/** A crew at 15 m/s crosses a quarter of a pixel in this time at the zoom of a city: more frames would show nothing. */
const FRAME_MS = 40
/** Crews are drawn smaller where tickets are gathered: a whole city is on the screen. */
const FAR_SCALE = 0.75
/** What canvases write with: drawn before they are there, marks would keep another font for good. */
const FONTS = ['700 12px "Inter Variable"', '650 10px "Inter Variable"']

interface MapDrawingOptions {
  container: HTMLElement
  /** Where labels go, over the map. */
  overlay: HTMLElement
  scale: HTMLElement
  city: City
  onClick: CityMapOptions['onClick']
  onHold: CityMapOptions['onHold']
  onSteer: CityMapOptions['onSteer']
}

/** Draws the scene at most once a frame, outside React: positions come four times a second. */
export class MapDrawing {
  readonly map: CityMap
  private readonly tags: Tags
  private readonly stops: (() => void)[]
  private readonly animated = !matchMedia('(prefers-reduced-motion: reduce)').matches
  private readonly scenes = new Scenes(this.animated)
  private readonly clustered = new Kept<Clustered>()
  private readonly labelled = new Kept<readonly Labelled[]>()
  private readonly groups = new Map<string, Kept<Layer[]>>()
  private readonly appearances = new Kept<ReadonlySet<CrewAppearance>>()
  private city: City
  private scene: Scene | null = null
  private around: { under: Layer[]; over: Layer[] } = { under: [], over: [] }
  private outdated = true
  /** The map is elsewhere than when labels were last placed. */
  private turned = true
  private ready = false
  private pending = 0
  private cleared: { tickets: readonly TicketMark[]; places: string } = { tickets: [], places: '' }
  private drawnAt = 0
  private theme = preferences.getState().theme
  private districts = preferences.getState().districts

  constructor(private readonly options: MapDrawingOptions) {
    const { container, overlay, city, onClick, onHold, onSteer } = options
    this.city = city
    const { theme, districts } = this
    this.map = new CityMap({
      container,
      ...mapped(city),
      theme,
      districts,
      onMove: () => this.moved(),
      onClick,
      onHold,
      onSteer,
    })
    this.tags = new Tags(overlay, this.map)
    const change = () => this.change()
    this.stops = [
      screen.subscribe(change),
      positions.onChange(change),
      preferences.subscribe(change),
      onTick(change),
    ]
    Promise.allSettled(FONTS.map((font) => document.fonts.load(font))).then(() => {
      this.ready = true
      this.moved()
    })
  }

  setCity(city: City): void {
    if (city === this.city) return
    this.city = city
    this.map.setCity(mapped(city))
    this.moved()
  }

  restyle(theme: typeof this.theme, districts: boolean): void {
    if (theme === this.theme && districts === this.districts) return
    this.theme = theme
    this.districts = districts
    this.map.setStyle(theme, districts)
    this.change()
  }

  dispose(): void {
    for (const stop of this.stops) stop()
    cancelAnimationFrame(this.pending)
    this.map.dispose()
  }

  /** What is shown has changed. */
  private change(): void {
    this.outdated = true
    this.request()
  }

  /** The map has: labels follow at once, or they would trail behind it by a frame. */
  private moved(): void {
    ScaleBar.update(this.options.scale, this.map, preferences.getState().locale)
    this.tags?.follow(performance.now() / 1000)
    this.turned = true
    this.change()
  }

  private request(): void {
    if (this.pending !== 0 || !this.ready) return
    this.pending = requestAnimationFrame((at) => {
      this.pending = 0
      if (this.outdated || at - this.drawnAt >= FRAME_MS) this.draw(at)
      if (this.needsFrames(at / 1000)) this.request()
    })
  }

  /** While something is on its way, or may loop: a dispatch that nobody acknowledged, a distress. */
  private needsFrames(now: number): boolean {
    if (!this.animated || this.scene === null) return false
    return this.shows('sent') || this.shows('distress') || this.scenes.moving(now)
  }

  private shows(appearance: CrewAppearance): boolean {
    const marks = this.scene?.crews.marks ?? []
    return this.appearances.of([marks], () => new Set(marks.map((mark) => mark.appearance))).has(appearance)
  }

  private draw(at: number): void {
    this.drawnAt = at
    const now = at / 1000
    if (this.outdated) this.compose(now)
    if (this.scene === null) return
    const { theme, animated, around } = this
    const { crews } = this.scene
    const scale = this.map.zoom < CLUSTERS_BELOW ? FAR_SCALE : 1
    const options = { now, animated, scale }
    const growing = this.shows('distress') ? now : null
    this.map.setLayers([
      ...around.under,
      ...this.group('distress', [crews.marks, theme, growing], () => distressLayers(crews, theme, options)),
      ...crewFigures(crews, theme, options),
      ...around.over,
    ])
    this.tags.follow(now)
  }

  private compose(pageNow: number): void {
    const { map } = this
    this.outdated = false
    const now = serverNow()
    const state = screen.getState()
    const { trails } = preferences.getState()
    const scene = this.scenes.of(state, { now, pageNow, trails, metresPerPixel: map.metresIn(1) })
    this.scene = scene
    const second = Math.floor(now / 1000) * 1000
    this.around = this.layersAround(scene, second)
    this.clearTickets(scene.tickets)
    const told = { now, near: map.zoom >= TAGS_FROM, words: currentWords() }
    const { placed, crews, selections } = scene
    const { board, suggestion, selected, lookedAt } = state
    const basis = [placed, crews.marks, board, suggestion, selected, lookedAt, told.near, second]
    const named = this.labelled.of(basis, () => labelled(placed, state, told))
    const inView = map.seen()
    this.tags.choose(
      tagMarks(named, told, selections, ({ at }) => inView(at(pageNow))),
      pageNow,
    )
  }

  /** What lies under and over the crews changes with the scene alone; only crews are made anew in each frame. */
  private layersAround(scene: Scene, second: number): { under: Layer[]; over: Layer[] } {
    const { theme } = this
    const { tickets, crews, closures, trails, tracks, stops, lines, selections } = scene
    const zoom = this.map.zoom < CLUSTERS_BELOW ? Math.floor(this.map.zoom) : null
    const { clusters, alone } = this.clustered.of([tickets, zoom], () =>
      zoom === null ? { clusters: [], alone: tickets } : clustersOf(tickets, zoom),
    )
    return {
      under: [
        ...this.group('closures', [closures, theme], () => closureLayers(closures, theme)),
        ...this.group('tracks', [tracks, stops, theme], () => trackLayers(tracks, stops, theme)),
        ...(trails === null ? [] : trailLayers(trails, crews, theme)),
        ...this.group('lines', [lines, theme], () => suggestionLineLayers(lines, theme)),
        ...this.group('clusters', [clusters, theme], () => clusterLayers(clusters, theme)),
        ...this.group('tickets', [alone, theme, second], () => ticketLayers(alone, theme, second)),
        ...this.group('doubts', [crews.marks, theme], () => doubtLayers(crews, theme)),
      ],
      over: [
        ...this.group('selections', [selections, theme], () => selectionLayers(selections, theme)),
        ...this.group('weights', [alone, theme], () => [weightLayer(alone, theme)]),
      ],
    }
  }

  /** The same layers where they would show the same: deck.gl does not look at those. */
  private group(name: string, from: readonly unknown[], make: () => Layer[]): Layer[] {
    const kept = this.groups.get(name) ?? new Kept<Layer[]>()
    this.groups.set(name, kept)
    return kept.of(from, make)
  }

  /** Labels and the map's names make room for tickets; names are told only when some came, went or moved. */
  private clearTickets(tickets: readonly TicketMark[]): void {
    const { cleared } = this
    if (tickets !== cleared.tickets || this.turned) this.tags.avoid(tickets)
    this.turned = false
    if (tickets === cleared.tickets) return
    const places = tickets
      .map(({ lon, lat }) => `${lon},${lat}`)
      .sort()
      .join(' ')
    if (places !== cleared.places) this.map.setObstacles(tickets)
    this.cleared = { tickets, places }
  }
}

function mapped({ center, zoom, bounds, mapVersion: version }: City): MappedCity {
  return { center, zoom, bounds, version }
}

import type { Layer } from '@deck.gl/core'
import type { LonLat } from '../../shared/geo.ts'
import type { City } from '../../shared/protocol.ts'
import { closureLayers } from '../layers/closure-layer.ts'
import { CLUSTERS_BELOW, clustersOf } from '../layers/cluster.ts'
import { clusterLayers } from '../layers/cluster-layer.ts'
import { crewLayers } from '../layers/crew-layer.ts'
import { selectionLayers } from '../layers/selection-layer.ts'
import { suggestionLineLayers } from '../layers/suggestion-line-layer.ts'
import { ticketLayers, weightLayer } from '../layers/ticket-layer.ts'
import { trackLayers } from '../layers/track-layer.ts'
import { trailLayer } from '../layers/trail-layer.ts'
import { onTick, serverNow } from '../store/clock.ts'
import { positions } from '../store/positions.ts'
import { preferences } from '../store/preferences.ts'
import { screen } from '../store/screen-store.ts'
import { currentWords } from '../store/words.ts'
import { CityMap, type CityMapOptions, type MappedCity } from './city-map.ts'
import { Glide } from './glide.ts'
import { HeadingMemory } from './heading-memory.ts'
import { ScaleBar } from './ScaleBar.tsx'
import { type Scene, sceneOf } from './scene.ts'
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
  private readonly glide = new Glide(this.animated)
  private readonly headings = new HeadingMemory()
  private city: City
  private scene: Scene | null = null
  private around: { under: Layer[]; over: Layer[] } = { under: [], over: [] }
  private outdated = true
  private ready = false
  private pending = 0
  private cleared = ''
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
    this.placeTags(performance.now() / 1000)
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
    const loops = this.scene.crews.some(
      ({ appearance }) => appearance === 'sent' || appearance === 'distress',
    )
    return loops || this.glide.moving(now)
  }

  private draw(at: number): void {
    this.drawnAt = at
    const now = at / 1000
    if (this.outdated) this.compose(now)
    const { theme, animated, around } = this
    const scale = this.map.zoom < CLUSTERS_BELOW ? FAR_SCALE : 1
    const crews = crewLayers(this.scene?.crews ?? [], theme, { now, animated, scale })
    this.map.setLayers([...around.under, ...crews, ...around.over])
    this.placeTags(now)
  }

  private compose(pageNow: number): void {
    const { map, glide, headings } = this
    this.outdated = false
    const scene = sceneOf(screen.getState(), {
      now: serverNow(),
      pageNow,
      trails: preferences.getState().trails,
      near: map.zoom >= TAGS_FROM,
      metresPerPixel: map.metresIn(1),
      words: currentWords(),
      glide,
      headings,
    })
    this.scene = scene
    this.around = this.layersAround(scene)
    this.tags.set(scene.tags)
    this.clearNames(scene.tickets)
  }

  /** What lies under and over the crews changes with the scene alone; only crews are made anew in each frame. */
  private layersAround({ tickets, closures, trails, tracks, stops, lines, selections }: Scene): {
    under: Layer[]
    over: Layer[]
  } {
    const { theme } = this
    const { zoom } = this.map
    const { clusters, alone } =
      zoom < CLUSTERS_BELOW ? clustersOf(tickets, zoom) : { clusters: [], alone: tickets }
    return {
      under: [
        ...closureLayers(closures, theme),
        ...trackLayers(tracks, stops, theme),
        trailLayer(trails, theme),
        ...suggestionLineLayers(lines, theme),
        ...clusterLayers(clusters, theme),
        ...ticketLayers(alone, theme),
      ],
      over: [...selectionLayers(selections, theme), weightLayer(alone, theme)],
    }
  }

  /** Names make room for tickets, which stand still; told to the map only when some came, went or moved. */
  private clearNames(tickets: readonly LonLat[]): void {
    const places = tickets
      .map(({ lon, lat }) => `${lon},${lat}`)
      .sort()
      .join(' ')
    if (places === this.cleared) return
    this.cleared = places
    this.map.setObstacles(tickets)
  }

  private placeTags(now: number): void {
    this.tags?.place((crewId) => this.glide.at(crewId, now), this.scene?.tickets ?? [])
  }
}

function mapped({ center, zoom, bounds, mapVersion: version }: City): MappedCity {
  return { center, zoom, bounds, version }
}

import type { Layer, PickingInfo } from '@deck.gl/core'
import { MapLibreOverlay } from '@deck.gl/maplibre'
import type { FeatureCollection } from 'geojson'
import {
  type GeoJSONSource,
  Map as MapLibre,
  type Marker,
  type StyleSpecification,
  setWorkerUrl,
} from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'
import { type LonLat, mercatorNorth } from '../../shared/geo.ts'
import { palettes, type ThemeName } from '../design/palette.ts'
import { OBSTACLE_IMAGE, ONEWAY_IMAGE } from './basemap-names.ts'
import { basemapStyle } from './basemap-style.ts'
import { around, onMap, unwrapped } from './city-bounds.ts'
import { onHold } from './hold.ts'
import { retryMissingTiles } from './missing-tiles.ts'
import { onewayArrow } from './oneway-arrow.ts'
import { type MarkedPlace, placeMark } from './place-mark.ts'

setWorkerUrl(workerUrl)

/** What the map shows of a city. */
export interface MappedCity {
  /** lon, lat */
  center: [number, number]
  zoom: number
  /** west, south, east, north */
  bounds: [number, number, number, number]
  /** Of the tiles. */
  version: string
}

export interface CityMapOptions extends MappedCity {
  container: HTMLElement
  theme: ThemeName
  districts: boolean
  onMove(): void
  /** The person moves the map elsewhere, by hand or by asking for another place. */
  onSteer(): void
  /** What is under the pointer when it is pressed: the layer's id and the object; null for the ground. */
  onClick(layer: string | null, object: unknown, at: LonLat): void
  /** A right click, or a finger held still, wherever it is. */
  onHold(at: LonLat): void
}

/** Space kept free around what is fitted, in px. */
export interface Padding {
  top: number
  right: number
  bottom: number
  left: number
}

const CAMERA_MS = 240
/** What is followed glides to its next fix for a second: the map goes as slowly. */
const FOLLOW_MS = 1_000
/** A crew that stands still trembles: the map does not, px. */
const STILL = 6
/** Farther than this, px, it is brought to the middle as any place is. */
const FAR = 160
const NOTHING: FeatureCollection = { type: 'FeatureCollection', features: [] }
/** What names keep clear of around a ticket: nothing to be seen, 40 px a side. */
const EMPTY_SQUARE = { width: 40, height: 40, data: new Uint8Array(4 * 40 * 40) }
const EVEN: Padding = { top: 90, right: 140, bottom: 90, left: 90 }

/** The map of the city: owns MapLibre and the layers drawn over it. Nothing else touches either. */
export class CityMap {
  private readonly map: MapLibre
  private readonly overlay: MapLibreOverlay
  private readonly options: CityMapOptions
  private city: MappedCity
  private theme: ThemeName
  private districts: boolean
  private obstacles: FeatureCollection = NOTHING
  private measure: FeatureCollection = NOTHING
  private reach: FeatureCollection = NOTHING
  private around: FeatureCollection = NOTHING
  private place: Marker | null = null
  private disposed = false
  private readonly stopRetrying: () => void

  constructor(options: CityMapOptions) {
    this.options = options
    this.city = options
    this.theme = options.theme
    this.districts = options.districts
    this.map = groundMap(options, this.style())
    this.overlay = new MapLibreOverlay({
      interleaved: false,
      layers: [],
      pickingRadius: 8,
      // Trails are large and grow by doubling: twice as much again, and what they had before, would be kept for nothing.
      _typedArrayManagerProps: { overAlloc: 1, poolSize: 0 },
      onClick: (info: PickingInfo) => this.clicked(info),
    })
    this.map.addControl(this.overlay)
    this.map.on('move', options.onMove)
    this.map.on('dragstart', options.onSteer)
    this.map.on('resize', options.onMove)
    onHold(this.map, options.onHold)
    this.stopRetrying = retryMissingTiles(this.map, 'city')
    this.map.setMissingStyleImageResolver(async (id) => {
      if (id === OBSTACLE_IMAGE) this.map.addImage(id, EMPTY_SQUARE)
      if (id.startsWith(ONEWAY_IMAGE)) {
        const theme = id.endsWith('dark') ? 'dark' : 'light'
        this.map.addImage(id, onewayArrow(palettes[theme].ground.oneway), { pixelRatio: 2 })
      }
    })
    // What came while the style was on its way had no source to go to yet.
    this.map.on('style.load', () => {
      this.fill('obstacles', this.obstacles)
      this.fill('measure', this.measure)
      this.fill('reach', this.reach)
      this.fill('around', this.around)
    })
  }

  setStyle(theme: ThemeName, districts: boolean): void {
    this.theme = theme
    this.districts = districts
    this.map.setStyle(this.style(), { diff: true })
  }

  /** Another city is loaded, or the same one anew: its tiles, and its middle where the map looks elsewhere. */
  setCity(city: MappedCity): void {
    this.city = city
    const { lng, lat } = this.map.getCenter()
    const [west, south, east, north] = unwrapped(city.bounds)
    const inside = lng >= west && lng <= east && lat >= south && lat <= north
    this.map.setMaxBounds(null)
    if (!inside) this.map.jumpTo({ center: city.center, zoom: city.zoom })
    this.map.setMaxBounds(around(city.bounds))
    this.map.setStyle(this.style(), { diff: true })
  }

  setLayers(layers: Layer[]): void {
    this.overlay.setProps({ layers })
  }

  /** Names of the map keep clear of `points`; meant for what stands still, since each change moves names. */
  setObstacles(points: readonly LonLat[]): void {
    this.obstacles = {
      type: 'FeatureCollection',
      features: points.map(({ lon, lat }) => ({
        type: 'Feature',
        properties: {},
        geometry: { type: 'Point', coordinates: [lon, lat] },
      })),
    }
    this.fill('obstacles', this.obstacles)
  }

  /** Draws what is being measured: see measure.ts. */
  setMeasure(measured: FeatureCollection): void {
    this.measure = measured
    this.fill('measure', measured)
  }

  /** Draws the streets that are reached: see reach-layers.ts. */
  setReach(reached: FeatureCollection): void {
    this.reach = reached
    this.fill('reach', reached)
  }

  /** Draws how far around a place something is told: see around-layers.ts. */
  setAround(around: FeatureCollection): void {
    this.around = around
    this.fill('around', around)
  }

  /** Marks one place, or none. */
  setPlace(place: MarkedPlace | null): void {
    this.place?.remove()
    this.place = place === null ? null : placeMark(place).addTo(this.map)
  }

  get center(): LonLat {
    const { lng, lat } = this.map.getCenter()
    return { lon: lng, lat }
  }

  /** Slides the map by so many px. */
  panBy(right: number, down: number): void {
    this.options.onSteer()
    this.map.panBy([right, down], { duration: 0 })
  }

  get zoom(): number {
    return this.map.getZoom()
  }

  /** Where a point is drawn, in px from the top left of the map. */
  project({ lon, lat }: LonLat): { x: number; y: number } {
    return this.map.project([lon, lat])
  }

  /** `project` for many points while the map is where it is, which is never turned nor tilted. */
  projection(): (place: LonLat) => { x: number; y: number } {
    const { center } = this
    const middle = this.project(center)
    const worldSize = 512 * 2 ** this.map.getZoom()
    const top = mercatorNorth(center.lat)
    return ({ lon, lat }) => ({
      x: middle.x + ((lon - center.lon) / 360) * worldSize,
      y: middle.y + (top - mercatorNorth(lat)) * worldSize,
    })
  }

  /** Whether a place is in view, or nearly. */
  seen(): (place: LonLat) => boolean {
    const bounds = this.map.getBounds()
    const [west, south, east, north] = [
      bounds.getWest(),
      bounds.getSouth(),
      bounds.getEast(),
      bounds.getNorth(),
    ]
    const [beside, above] = [(east - west) / 20, (north - south) / 20]
    return ({ lon, lat }) =>
      lon > west - beside && lon < east + beside && lat > south - above && lat < north + above
  }

  zoomBy(steps: number): void {
    this.map.easeTo({ zoom: this.map.getZoom() + steps, duration: this.duration() })
  }

  wholeCity(): void {
    const { center, zoom } = this.city
    this.options.onSteer()
    this.map.easeTo({ center, zoom, duration: this.duration() })
  }

  /** Moves just enough that all `points` of the city are seen; a single one is centred at zoom 15. */
  fit(points: readonly LonLat[], padding: Padding = EVEN): void {
    const shown = onMap(points, this.city.bounds)
    if (shown.length === 0) return
    this.options.onSteer()
    const lons = shown.map(({ lon }) => lon)
    const lats = shown.map(({ lat }) => lat)
    const box: [number, number, number, number] = [
      Math.min(...lons),
      Math.min(...lats),
      Math.max(...lons),
      Math.max(...lats),
    ]
    this.map.fitBounds(box, { padding: { ...padding }, maxZoom: 15, duration: this.duration() })
  }

  /** Moves the map only where `point` is of the city, and not on it already. */
  reveal(point: LonLat, padding: Padding = EVEN): void {
    if (onMap([point], this.city.bounds).length === 0) return
    const { x, y } = this.project(point)
    const { clientWidth, clientHeight } = this.map.getContainer()
    const seen =
      x > padding.left &&
      y > padding.top &&
      x < clientWidth - padding.right &&
      y < clientHeight - padding.bottom
    if (seen) return
    this.options.onSteer()
    this.map.easeTo({ center: [point.lon, point.lat], duration: this.duration() })
  }

  /** Brings a point to the middle as calmly as it moves, at the zoom there is; not while a hand is on the map. */
  stayOn(point: LonLat): void {
    const { clientWidth, clientHeight } = this.map.getContainer()
    const { x, y } = this.project(point)
    const off = Math.hypot(x - clientWidth / 2, y - clientHeight / 2)
    if (off < STILL || this.map.isZooming()) return
    const center: [number, number] = [point.lon, point.lat]
    if (off > FAR || this.duration() === 0) this.map.easeTo({ center, duration: this.duration() })
    else this.map.easeTo({ center, duration: FOLLOW_MS, easing: (part) => part })
  }

  /** Brings a point to the middle, as near as `zoom` at least. */
  goTo({ lon, lat }: LonLat, zoom: number): void {
    const { map } = this
    this.options.onSteer()
    map.easeTo({ center: [lon, lat], zoom: Math.max(zoom, map.getZoom()), duration: this.duration() })
  }

  /** A length in metres that is `pixels` long in the middle of the map. */
  metresIn(pixels: number): number {
    const { lat } = this.map.getCenter()
    return (pixels * 40_075_016.686 * Math.cos((lat * Math.PI) / 180)) / (512 * 2 ** this.map.getZoom())
  }

  dispose(): void {
    this.disposed = true
    this.stopRetrying()
    this.overlay.finalize()
    this.map.remove()
  }

  private clicked({ layer, object, coordinate }: PickingInfo): boolean {
    const [lon = 0, lat = 0] = coordinate ?? []
    this.options.onClick(object === undefined ? null : (layer?.id ?? null), object ?? null, { lon, lat })
    return true
  }

  private style() {
    const { theme, districts, obstacles, measure, reach, around } = this
    return basemapStyle({ theme, districts, version: this.city.version, obstacles, measure, reach, around })
  }

  /** A style that is still on its way is made again with all that is known by then: see the constructor. */
  private fill(source: 'obstacles' | 'measure' | 'reach' | 'around', data: FeatureCollection): void {
    if (this.disposed) return
    this.map.getSource<GeoJSONSource>(source)?.setData(data)
  }

  private duration(): number {
    return matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : CAMERA_MS
  }
}

/** A map that only slides and zooms: north stays up, and keys are the console's. */
function groundMap({ container, center, zoom, bounds }: CityMapOptions, style: StyleSpecification): MapLibre {
  const map = new MapLibre({
    container,
    center,
    zoom,
    maxBounds: around(bounds),
    minZoom: 9.5,
    maxZoom: 19,
    style,
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    keyboard: false,
    fadeDuration: 0,
  })
  map.touchZoomRotate.disableRotation()
  return map
}

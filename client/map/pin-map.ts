import 'maplibre-gl/dist/maplibre-gl.css'
import { Map as MapLibre, Marker, setWorkerUrl } from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'
import type { LonLat } from '../../shared/geo.ts'
import { palettes, type ThemeName } from '../design/palette.ts'
import { ONEWAY_IMAGE } from './basemap-names.ts'
import { basemapStyle } from './basemap-style.ts'
import type { MappedCity } from './city-map.ts'
import { retryMissingTiles } from './missing-tiles.ts'
import { onewayArrow } from './oneway-arrow.ts'

setWorkerUrl(workerUrl)

/** Near enough to tell one house from the next. */
const NEAR = 16.5
const NOTHING = { type: 'FeatureCollection' as const, features: [] }
const PIN =
  'M12 1C6.5 1 2 5.5 2 11c0 7 10 20 10 20s10-13 10-20c0-5.5-4.5-10-10-10Zm0 14a4 4 0 1 1 0-8 4 4 0 0 1 0 8Z'

/** A map on which a person puts one pin: nothing else is on it. Throws where the device cannot draw one. */
export class PinMap {
  private readonly map: MapLibre
  private readonly pin: Marker
  private readonly stopRetrying: () => void

  constructor({
    container,
    city,
    theme,
    at,
    onPin,
  }: {
    container: HTMLElement
    city: MappedCity
    theme: ThemeName
    at: LonLat | null
    onPin(at: LonLat): void
  }) {
    const [west, south, east, north] = city.bounds
    this.map = new MapLibre({
      container,
      center: at === null ? city.center : [at.lon, at.lat],
      zoom: at === null ? city.zoom : NEAR,
      maxBounds: [west - 0.1, south - 0.1, east + 0.1, north + 0.1],
      minZoom: 9.5,
      maxZoom: 19,
      style: basemapStyle({
        theme,
        districts: false,
        version: city.version,
        obstacles: NOTHING,
        measure: NOTHING,
        reach: NOTHING,
        around: NOTHING,
      }),
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      fadeDuration: 0,
    })
    this.map.touchZoomRotate.disableRotation()
    this.stopRetrying = retryMissingTiles(this.map, 'city')
    this.map.setMissingStyleImageResolver(async (id) => {
      if (id.startsWith(ONEWAY_IMAGE))
        this.map.addImage(id, onewayArrow(palettes[theme].ground.oneway), { pixelRatio: 2 })
    })
    this.pin = new Marker({ element: pinElement(), anchor: 'bottom', draggable: true })
    this.pin.on('dragend', () => onPin(lonLatOf(this.pin.getLngLat())))
    this.map.on('click', ({ lngLat }) => onPin(lonLatOf(lngLat)))
    this.put(at)
  }

  /** Where the pin is; none for null. The map goes there where it does not show it. */
  put(at: LonLat | null): void {
    if (at === null) {
      this.pin.remove()
      return
    }
    const place: [number, number] = [at.lon, at.lat]
    this.pin.setLngLat(place).addTo(this.map)
    if (!this.map.getBounds().contains(place) || this.map.getZoom() < NEAR - 1)
      this.map.jumpTo({ center: place, zoom: Math.max(NEAR, this.map.getZoom()) })
  }

  zoomBy(steps: number): void {
    this.map.jumpTo({ zoom: this.map.getZoom() + steps })
  }

  dispose(): void {
    this.stopRetrying()
    this.map.remove()
  }
}

function lonLatOf({ lng, lat }: { lng: number; lat: number }): LonLat {
  return { lon: lng, lat }
}

function pinElement(): HTMLElement {
  const element = document.createElement('div')
  element.className = 'report-pin'
  // The card under the map says the same, to everyone.
  element.setAttribute('aria-hidden', 'true')
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  svg.setAttribute('viewBox', '0 0 24 32')
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path')
  path.setAttribute('d', PIN)
  svg.append(path)
  element.append(svg)
  return element
}

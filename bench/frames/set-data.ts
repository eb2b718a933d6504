import type { FeatureCollection } from 'geojson'
import { type GeoJSONSource, Map as MapLibre } from 'maplibre-gl'
import type { FramePosition } from '../../shared/position-frame.ts'
import type { City } from '../../shared/protocol/city.ts'

/** The peer: MapLibre alone, crews and tickets each a GeoJSON source and a layer of circles. */
export class SetDataMap {
  private readonly map: MapLibre

  private constructor(map: MapLibre) {
    this.map = map
  }

  static async open(city: City, tickets: readonly [number, number][]): Promise<SetDataMap> {
    const container = document.createElement('div')
    container.style.cssText = 'position: fixed; inset: 0'
    document.body.append(container)
    const points = (coordinates: readonly [number, number][]): FeatureCollection => ({
      type: 'FeatureCollection',
      features: coordinates.map((one) => ({
        type: 'Feature',
        properties: {},
        geometry: { type: 'Point', coordinates: one },
      })),
    })
    const map = new MapLibre({
      container,
      center: city.center,
      zoom: city.zoom,
      fadeDuration: 0,
      attributionControl: false,
      style: {
        version: 8,
        sources: {
          tickets: { type: 'geojson', data: points(tickets) },
          crews: { type: 'geojson', data: points([]) },
        },
        layers: [
          {
            id: 'tickets',
            type: 'circle',
            source: 'tickets',
            paint: { 'circle-radius': 9, 'circle-color': '#d33' },
          },
          {
            id: 'crews',
            type: 'circle',
            source: 'crews',
            paint: { 'circle-radius': 7, 'circle-color': ['get', 'colour'] },
          },
        ],
      },
    })
    await map.once('load')
    return new SetDataMap(map)
  }

  /** Shows the crews where a frame has them; returns the milliseconds that took of the page. */
  take(positions: readonly FramePosition[]): number {
    const begunAt = performance.now()
    this.map.getSource<GeoJSONSource>('crews')?.setData({
      type: 'FeatureCollection',
      features: positions.map(({ crew, lon, lat, heading }) => ({
        type: 'Feature',
        id: crew,
        properties: { colour: crew % 5 === 0 ? '#e90' : '#39f', heading },
        geometry: { type: 'Point', coordinates: [lon, lat] },
      })),
    })
    return performance.now() - begunAt
  }
}

import { Marker } from 'maplibre-gl'
import type { LonLat } from '../../shared/geo.ts'

/** A place that was found or pointed at, and how it is called where that is known. */
export interface MarkedPlace extends LonLat {
  label: string | null
}

/** A cross-hair with the place's name: nothing that could be taken for a ticket or a crew. */
export function placeMark({ lon, lat, label }: MarkedPlace): Marker {
  const element = document.createElement('div')
  element.className = 'place-mark'
  // The card beside the map says the same, to everyone.
  element.setAttribute('aria-hidden', 'true')
  if (label !== null) {
    const name = document.createElement('span')
    name.textContent = label
    element.append(name)
  }
  return new Marker({ element }).setLngLat([lon, lat])
}

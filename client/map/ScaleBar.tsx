import type { Ref } from 'react'
import type { Locale } from '../../shared/text.ts'
import { distance } from '../../shared/typography.ts'
import type { CityMap } from './city-map.ts'
import { scaleBar } from './scale.ts'

const LONGEST_PX = 110

/** A true length at the map's zoom. */
export function ScaleBar({ ref }: { ref: Ref<HTMLDivElement> }) {
  return (
    <div className="map-scale" ref={ref}>
      <span />
      <output className="num" />
    </div>
  )
}

/** Written outside React: it changes with every frame of a zoom. */
ScaleBar.update = (element: HTMLElement, map: CityMap, locale: Locale): void => {
  const { metres, width } = scaleBar(map.metresIn(1), LONGEST_PX)
  const [bar, text] = element.children
  if (bar instanceof HTMLElement) bar.style.width = `${Math.round(width)}px`
  if (text !== undefined) text.textContent = distance(metres, locale).replace(/[.,]0/, '')
}

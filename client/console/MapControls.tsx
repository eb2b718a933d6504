import type { RefObject } from 'react'
import type { LonLat } from '../../shared/geo.ts'
import { measuredLength } from '../../shared/typography.ts'
import { Icon } from '../design/Icon.tsx'
import type { CityMap } from '../map/city-map.ts'
import { totalsOf } from '../map/measure.ts'
import { usePreferences, useWords } from '../react/use-words.ts'
import { screen } from '../store/screen-store.ts'
import type { Measure } from './use-measure.ts'

interface MapControlsProps {
  map: RefObject<CityMap | null>
  measure: Measure
}

/** Zoom, fit and ruler, over the map. */
export function MapControls({ map, measure }: MapControlsProps) {
  const words = useWords()
  const fit = () => {
    const { selected, board } = screen.getState()
    const ticket = selected === null ? undefined : board.tickets.get(selected)
    if (ticket === undefined) map.current?.wholeCity()
    else map.current?.fit(fitted(ticket.position))
  }
  return (
    <>
      <div className="map-controls">
        <button type="button" aria-label={words.map.zoomIn} onClick={() => map.current?.zoomBy(1)}>
          <Icon name="plus" />
        </button>
        <button type="button" aria-label={words.map.zoomOut} onClick={() => map.current?.zoomBy(-1)}>
          <Icon name="minus" />
        </button>
        <button type="button" aria-label={words.map.fit} onClick={fit}>
          <Icon name="fit" />
        </button>
        <button
          type="button"
          data-ruler
          aria-label={words.map.measure}
          aria-pressed={measure.points !== null}
          onClick={({ detail }) => measure.toggle(detail === 0)}
        >
          <Icon name="ruler" />
        </button>
      </div>
      {measure.points !== null && <Measured points={measure.points} />}
      {measure.aiming && <div className="map-aim" />}
    </>
  )
}

function Measured({ points }: { points: readonly LonLat[] }) {
  const words = useWords()
  const { locale } = usePreferences()
  const total = totalsOf(points).at(-1)
  return (
    <div className="map-measure">
      <output className="num">
        {total !== undefined && words.map.measured(measuredLength(total, locale))}
      </output>
      <p>{total === undefined ? words.map.measureFrom : words.map.measureHint}</p>
    </div>
  )
}

/** The ticket and those who go or could go to it. */
export function fitted(position: LonLat | null): LonLat[] {
  const { suggestion } = screen.getState()
  const crews = (suggestion?.proposals ?? []).map(({ from }) => from)
  return position === null ? crews : [position, ...crews]
}

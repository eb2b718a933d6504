import type { RefObject } from 'react'
import type { LonLat } from '../../shared/geo.ts'
import { measuredLength } from '../../shared/typography.ts'
import { Icon, type IconName } from '../design/Icon.tsx'
import type { CityMap } from '../map/city-map.ts'
import { totalsOf } from '../map/measure.ts'
import { usePreferences, useWords } from '../react/use-words.ts'
import { positions } from '../store/positions.ts'
import { screen } from '../store/screen-store.ts'
import { ClosedStreets } from './ClosedStreets.tsx'
import type { Drawing } from './use-drawing.ts'
import type { ReachWork } from './use-reach.ts'

interface MapControlsProps {
  map: RefObject<CityMap | null>
  drawing: Drawing
  reach: ReachWork
}

/** Zoom, fit, isochrones, ruler and the closing of streets, over the map. */
export function MapControls({ map, drawing, reach }: MapControlsProps) {
  const words = useWords()
  const fit = () => {
    const places = chosenPlaces()
    if (places.length === 0) map.current?.wholeCity()
    else map.current?.fit(places)
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
          aria-label={words.reach.control}
          aria-pressed={reach.shown !== null}
          onClick={reach.toggle}
        >
          <Icon name="reach" />
        </button>
        <DrawingButton purpose="measure" label={words.map.measure} icon="ruler" drawing={drawing} />
        <DrawingButton purpose="close" label={words.closure.control} icon="closed" drawing={drawing} />
      </div>
      {drawing.purpose !== null && (
        <div className="map-drawing">
          <Drawn drawing={drawing} />
          {drawing.purpose === 'close' && <ClosedStreets onShow={(points) => map.current?.fit(points)} />}
        </div>
      )}
      {drawing.aiming && <div className="map-aim" />}
    </>
  )
}

interface DrawingButtonProps {
  purpose: 'measure' | 'close'
  label: string
  icon: IconName
  drawing: Drawing
}

/** Starts a drawing, or leaves it; by keyboard, with a cross to aim with. */
function DrawingButton({ purpose, label, icon, drawing }: DrawingButtonProps) {
  return (
    <button
      type="button"
      data-drawing
      aria-label={label}
      aria-pressed={drawing.purpose === purpose}
      onClick={({ detail }) => drawing.toggle(purpose, detail === 0)}
    >
      <Icon name={icon} />
    </button>
  )
}

/** How long the line is so far, and what to do next. */
function Drawn({ drawing: { purpose, points, proposed } }: { drawing: Drawing }) {
  const words = useWords()
  const { locale } = usePreferences()
  const total = totalsOf(points).at(-1)
  const [from, hint] =
    purpose === 'close'
      ? [words.closure.from, words.closure.hint]
      : [words.map.measureFrom, words.map.measureHint]
  return (
    <>
      <output className="num">
        {total !== undefined && words.map.measured(measuredLength(total, locale))}
      </output>
      <p>{proposed ? words.closure.proposed : total === undefined ? from : hint}</p>
    </>
  )
}

/** What is chosen: the day of the crew that is looked at, or the ticket and those who go or could go to it. */
export function chosenPlaces(): LonLat[] {
  const { suggestion, selected, lookedAt, board, track } = screen.getState()
  const crew = lookedAt === null ? undefined : board.crews.get(lookedAt)
  if (crew !== undefined) {
    const legs = track?.subject.crewId === crew.id ? (track.answer?.legs ?? []) : []
    const passed = legs.flatMap(({ line }) => line.map(([lon, lat]) => ({ lon, lat })))
    return [positions.of(crew.number), ...passed].flatMap((place) => place ?? [])
  }
  const ticket = selected === null ? undefined : board.tickets.get(selected)
  if (ticket === undefined) return []
  const { proposals = [], diversion = null } = suggestion ?? {}
  const crews = [...proposals, ...(diversion === null ? [] : [diversion])].map(({ from }) => from)
  return ticket.position === null ? crews : [ticket.position, ...crews]
}

import { type RefObject, useEffect, useRef, useState } from 'react'
import type { ClosureShape } from '../../shared/closure/closure.ts'
import type { LonLat } from '../../shared/geo.ts'
import type { Ticket } from '../../shared/ticket/ticket.ts'
import { fetchStretch } from '../feed/session.ts'
import type { CityMap } from '../map/city-map.ts'
import { nothingDrawn, stretchOf, withoutLast, withPoint, withProposal, zoneOf } from '../map/drawn-shape.ts'
import { measuredOf } from '../map/measure.ts'
import { usePreferences } from '../react/use-words.ts'

/** How far an arrow slides the map, in px; with Shift, a tenth. */
const STEP = 80
const ARROWS: Record<string, readonly [right: number, down: number]> = {
  ArrowLeft: [-STEP, 0],
  ArrowRight: [STEP, 0],
  ArrowUp: [0, -STEP],
  ArrowDown: [0, STEP],
}
/** Near enough to see which side of a crossing is meant. */
const HAZARD_ZOOM = 17
/** How near the first point a click ends a zone, in px. */
const SAME_PLACE = 12

/** What a line is drawn on the map for. */
type Purpose = 'measure' | 'close'

/** The line being drawn on the map. */
export interface Drawing {
  /** Null while nothing is being drawn. */
  purpose: Purpose | null
  points: readonly LonLat[]
  /** Whether the next point is aimed at with the keyboard: it goes to the middle of the map. */
  aiming: boolean
  /** What is to be closed, once it is drawn. */
  shape: ClosureShape | null
  /** Whether these points are a proposal: Enter accepts it, the first point drawn takes its place. */
  proposed: boolean
  toggle(purpose: Purpose, byKeyboard: boolean): void
  /** Begins to close a street, at a ticket's hazard where there is one; ends it where that had begun. */
  closeFor(hazard: Ticket | null, byKeyboard: boolean): void
  /** Adds a point that was clicked. */
  add(at: LonLat): void
  /** Goes on drawing what was drawn. */
  resume(): void
  stop(): void
}

/** Draws along the points clicked on the map; by keyboard, arrows slide it under an aim and Enter adds a point. */
export function useDrawing(map: RefObject<CityMap | null>): Drawing {
  const { locale } = usePreferences()
  const [purpose, setPurpose] = useState<Purpose | null>(null)
  const [{ points, proposed }, setDrawn] = useState(nothingDrawn)
  const [aiming, setAiming] = useState(false)
  const [shape, setShape] = useState<ClosureShape | null>(null)
  // Which drawing a proposal was asked for: it may come after another was begun.
  const asked = useRef(0)
  const start = (next: Purpose | null) => {
    setPurpose(next)
    setDrawn(nothingDrawn)
    asked.current += 1
    setShape(null)
  }
  const put = (at: LonLat) => setDrawn((drawn) => withPoint(drawn, at))
  const propose = async (hazard: Ticket) => {
    if (hazard.position === null) return
    map.current?.goTo(hazard.position, HAZARD_ZOOM)
    const mine = asked.current
    const stretch = await fetchStretch(hazard.id).catch(() => null)
    if (mine === asked.current && stretch !== null) setDrawn((drawn) => withProposal(drawn, stretch))
  }
  const aim = (move: readonly [number, number] | null) => {
    setAiming(true)
    if (move !== null) map.current?.panBy(...move)
    else if (map.current !== null) put(map.current.center)
  }
  const press = ({ key, shiftKey }: KeyboardEvent): boolean => {
    const arrow = ARROWS[key]
    if (key === 'Escape') start(null)
    else if (key === 'Backspace') setDrawn(withoutLast)
    else if (arrow !== undefined) aim(shortened(arrow, shiftKey))
    else if (key !== 'Enter') return false
    else if (purpose === 'close' && shiftKey) setShape(zoneOf(points))
    else if (purpose === 'close' && !(aiming && isElsewhere(points, map.current))) setShape(stretchOf(points))
    else aim(null)
    return true
  }
  useKeys(purpose !== null && shape === null, press)
  useEffect(() => map.current?.setMeasure(measuredOf(points, locale)), [map, points, locale])
  return {
    purpose,
    points,
    aiming: aiming && purpose !== null,
    shape,
    proposed,
    toggle: (next, byKeyboard) => {
      setAiming(byKeyboard)
      start(purpose === next ? null : next)
    },
    closeFor: (hazard, byKeyboard) => {
      if (purpose === 'close') return start(null)
      // What is proposed can be accepted as it is: the aim is not shown until it is moved.
      setAiming(byKeyboard && hazard === null)
      start('close')
      if (hazard !== null) propose(hazard)
    },
    add: (at) => {
      setAiming(false)
      const ends = purpose === 'close' && !proposed && isFirst(at, points, map.current)
      const zone = ends ? zoneOf(points) : null
      if (zone === null) put(at)
      else setShape(zone)
    },
    resume: () => setShape(null),
    stop: () => start(null),
  }
}

/** Whether the middle of the map is a new place: where the last point is, Enter ends the line. */
function isElsewhere(points: readonly LonLat[], map: CityMap | null): boolean {
  const last = points.at(-1)
  return last === undefined || last.lon !== map?.center.lon || last.lat !== map.center.lat
}

function isFirst(at: LonLat, [first]: readonly LonLat[], map: CityMap | null): boolean {
  if (first === undefined || map === null) return false
  const [here, there] = [map.project(at), map.project(first)]
  return Math.hypot(here.x - there.x, here.y - there.y) <= SAME_PLACE
}

function shortened([right, down]: readonly [number, number], fine: boolean): [number, number] {
  return fine ? [right / 10, down / 10] : [right, down]
}

/** While it is on, its keys come before the console's; text fields and other buttons keep theirs, but for Escape. */
function useKeys(on: boolean, press: (event: KeyboardEvent) => boolean): void {
  const current = useRef(press)
  current.current = press
  useEffect(() => {
    if (!on) return
    const listen = (event: KeyboardEvent) => {
      const own =
        event.target instanceof Element ? event.target.closest('button, a, input, textarea, select') : null
      const elsewhere = own !== null && !own.matches('[data-drawing]')
      if (event.ctrlKey || event.metaKey || event.altKey || (elsewhere && event.key !== 'Escape')) return
      if (!current.current(event)) return
      event.preventDefault()
      event.stopPropagation()
    }
    addEventListener('keydown', listen, { capture: true })
    return () => removeEventListener('keydown', listen, { capture: true })
  }, [on])
}

import { type RefObject, useEffect, useRef, useState } from 'react'
import type { LonLat } from '../../shared/geo.ts'
import type { CityMap } from '../map/city-map.ts'
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

/** The line being measured on the map. */
export interface Measure {
  /** Null while nothing is being measured. */
  points: readonly LonLat[] | null
  /** Whether the next point is aimed at with the keyboard: it goes to the middle of the map. */
  aiming: boolean
  toggle(byKeyboard: boolean): void
  add(at: LonLat): void
}

/** Measures along the points clicked on the map; by keyboard, arrows slide it under an aim and Enter adds a point. */
export function useMeasure(map: RefObject<CityMap | null>): Measure {
  const { locale } = usePreferences()
  const [points, setPoints] = useState<readonly LonLat[] | null>(null)
  const [aiming, setAiming] = useState(false)
  const add = (at: LonLat) => setPoints((known) => [...(known ?? []), at])
  const press = (event: KeyboardEvent): boolean => {
    const arrow = ARROWS[event.key]
    if (event.key === 'Escape') setPoints(null)
    else if (event.key === 'Backspace') setPoints((known) => known?.slice(0, -1) ?? null)
    else if (arrow !== undefined || event.key === 'Enter') {
      setAiming(true)
      if (arrow !== undefined) map.current?.panBy(...shortened(arrow, event.shiftKey))
      else if (map.current !== null) add(map.current.center)
    } else return false
    return true
  }
  useKeys(points !== null, press)
  useEffect(() => map.current?.setMeasure(measuredOf(points ?? [], locale)), [map, points, locale])
  return {
    points,
    aiming: aiming && points !== null,
    add,
    toggle: (byKeyboard) => {
      setAiming(byKeyboard)
      setPoints((known) => (known === null ? [] : null))
    },
  }
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
      const elsewhere = own !== null && !own.matches('[data-ruler]')
      if (event.ctrlKey || event.metaKey || event.altKey || (elsewhere && event.key !== 'Escape')) return
      if (!current.current(event)) return
      event.preventDefault()
      event.stopPropagation()
    }
    addEventListener('keydown', listen, { capture: true })
    return () => removeEventListener('keydown', listen, { capture: true })
  }, [on])
}

import { type RefObject, useEffect } from 'react'
import type { LonLat } from '../../shared/geo.ts'
import type { CityMap } from '../map/city-map.ts'
import { useScreen } from '../react/use-screen.ts'
import { positions } from '../store/positions.ts'
import { screen } from '../store/screen-store.ts'

/** Keeps the map on the crew that is followed, while it is on duty. */
export function useFollow(map: RefObject<CityMap | null>): void {
  const number = useScreen(({ board, followed }) => {
    const crew = followed === null ? undefined : board.crews.get(followed)
    return crew === undefined || crew.duty === 'off' ? null : crew.number
  })
  useEffect(() => {
    if (number === null) return screen.setState({ followed: null })
    let last: LonLat | null = null
    const stay = () => {
      const position = positions.of(number)
      if (position === undefined || (position.lon === last?.lon && position.lat === last.lat)) return
      last = position
      map.current?.stayOn(position)
    }
    stay()
    return positions.onChange(stay)
  }, [map, number])
}

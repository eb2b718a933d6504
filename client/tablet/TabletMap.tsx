import { useCallback, useEffect, useRef } from 'react'
import type { Assignment } from '../../shared/assignment/assignment.ts'
import type { Crew } from '../../shared/crew/crew.ts'
import type { LonLat } from '../../shared/geo.ts'
import { Icon } from '../design/Icon.tsx'
import type { CityMap } from '../map/city-map.ts'
import { MapView } from '../map/MapView.tsx'
import { useScreen } from '../react/use-screen.ts'
import { useWords } from '../react/use-words.ts'
import { positions } from '../store/positions.ts'
import { Arrival } from './Arrival.tsx'
import type { DevicePosition } from './position-watch.ts'

/** The map takes a moment to have its size. */
const SETTLE_MS = 300

interface TabletMapProps {
  crew: Crew
  current: Assignment | undefined
  position: DevicePosition
}

/** Where one is, where one must go, and the way there; see own-way.ts. */
export function TabletMap({ crew, current, position }: TabletMapProps) {
  const words = useWords()
  const city = useScreen((state) => state.city)
  const target =
    useScreen((state) =>
      current === undefined ? undefined : state.board.tickets.get(current.ticketId)?.position,
    ) ?? null
  const map = useRef<CityMap | null>(null)
  const setMap = useCallback((made: CityMap | null) => {
    map.current = made
  }, [])
  const own: LonLat | null = position.state === 'known' ? { lon: position.lon, lat: position.lat } : null
  useOwnPosition(crew, position)
  useFit(map, own, target)
  return (
    <section className="tablet-map" aria-label={words.tablet.way}>
      {city !== null && (
        <MapView
          city={city}
          onMap={setMap}
          onTicket={() => {}}
          onCrew={() => {}}
          onGround={() => {}}
          onHold={() => {}}
        />
      )}
      <Arrival current={current} own={own} target={target} />
      <div className="tablet-zoom">
        <button type="button" aria-label={words.map.zoomIn} onClick={() => map.current?.zoomBy(1)}>
          <Icon name="plus" size={24} />
        </button>
        <button type="button" aria-label={words.map.zoomOut} onClick={() => map.current?.zoomBy(-1)}>
          <Icon name="minus" size={24} />
        </button>
        <button type="button" aria-label={words.map.fit} onClick={() => frame(map.current, own, target)}>
          <Icon name="fit" size={24} />
        </button>
      </div>
    </section>
  )
}

/** Draws this device's own fix at once, without waiting for the server to have it. */
function useOwnPosition(crew: Crew, position: DevicePosition): void {
  useEffect(() => {
    if (position.state === 'known') positions.takeOwn(crew.number, position)
  }, [crew.number, position])
}

/** Frames both ends whenever the target changes or the tablet is turned; in between, the person moves the map. */
function useFit(map: { current: CityMap | null }, own: LonLat | null, target: LonLat | null): void {
  const known = own !== null
  const key = target === null ? '' : `${target.lon},${target.lat}`
  const ends = useRef({ own, target })
  ends.current = { own, target }
  // biome-ignore lint/correctness/useExhaustiveDependencies: framed again only for another target, or the first fix
  useEffect(() => {
    const fit = () => frame(map.current, ends.current.own, ends.current.target)
    const timer = setTimeout(fit, SETTLE_MS)
    const turned = matchMedia('(orientation: portrait)')
    const fitTurned = () => setTimeout(fit, SETTLE_MS)
    turned.addEventListener('change', fitTurned)
    return () => {
      clearTimeout(timer)
      turned.removeEventListener('change', fitTurned)
    }
  }, [map, key, known])
}

function frame(map: CityMap | null, own: LonLat | null, target: LonLat | null): void {
  const points = [own, target].filter((point): point is LonLat => point !== null)
  map?.fit(points, { top: 150, right: 180, bottom: 80, left: 80 })
}

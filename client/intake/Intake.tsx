import '../console/console.css'
import './intake.css'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { LonLat } from '../../shared/geo.ts'
import type { TicketId } from '../../shared/id.ts'
import { AROUND_METRES } from '../../shared/protocol/intake.ts'
import { Toasts } from '../console/Toasts.tsx'
import { Icon } from '../design/Icon.tsx'
import { changeCall, openCalls } from '../intent/call-taking.ts'
import { openLink } from '../intent/link.ts'
import { type Place, placeAt } from '../intent/place.ts'
import { aroundOf } from '../map/around-layers.ts'
import type { CityMap } from '../map/city-map.ts'
import { MapView } from '../map/MapView.tsx'
import { LateBanner, useFreshness } from '../panels/Freshness.tsx'
import { useCalls } from '../react/use-calls.ts'
import { useScreen } from '../react/use-screen.ts'
import { useWords } from '../react/use-words.ts'
import { calls } from '../store/calls-store.ts'
import { screen } from '../store/screen-store.ts'
import { Foot } from './Foot.tsx'
import { IntakeBar } from './IntakeBar.tsx'
import { Known } from './Known.tsx'
import { goOnAfter, goTo } from './step.ts'
import { useActions } from './use-actions.ts'
import { What } from './What.tsx'
import { Where } from './Where.tsx'
import { useCaller, Who } from './Who.tsx'

/** Near enough to see which house it is. */
const CLOSE = 16.5

/** The operator's screen: what, where, who, what is known there, and what will happen. Composition only. */
export function Intake() {
  const words = useWords().intake
  const account = useScreen(({ session }) => session?.userName ?? '')
  const ticketId = useCalls(({ call }) => call.subject.ticketId)
  const place = useCalls(({ call }) => call.subject.place)
  const [looked, setLooked] = useState<Place | null>(null)
  const caller = useCaller()
  const open =
    caller.state === 'come' ? caller.answer.tickets.find(({ status }) => status === 'open') : undefined
  const actions = useActions(open?.id ?? null)
  const { state: fresh } = useFreshness()
  const map = useRef<CityMap | null>(null)
  useEffect(() => openLink(), [])
  useEffect(() => openCalls(account), [account])
  useEffect(() => goTo('what'), [])
  return (
    <div className={fresh === 'late' || fresh === 'lost' ? 'intake late' : 'intake'}>
      <a className="skip" href="#intake-what">
        {words.skip}
      </a>
      <IntakeBar caller={caller} actions={actions} />
      <div className="intake-column">
        <What key={ticketId} />
      </div>
      <main className="intake-column intake-middle">
        <Where key={ticketId} near={() => map.current?.center ?? null} onLook={setLooked} />
        <IntakeMap map={map} place={place} looked={place ?? looked} />
      </main>
      <div className="intake-column intake-right">
        <Known place={place ?? looked} />
        <Who caller={caller} />
      </div>
      <Foot actions={actions} />
    </div>
  )
}

interface IntakeMapProps {
  map: { current: CityMap | null }
  place: Place | null
  /** The place, or the one that would be chosen. */
  looked: LonLat | null
}

/** The map: the place, how far around it things are told, and all that is open. A click makes a place of it. */
function IntakeMap({ map, place, looked }: IntakeMapProps) {
  const words = useWords()
  const city = useScreen((state) => state.city)
  const setMap = useCallback(
    (made: CityMap | null) => {
      map.current = made
    },
    [map],
  )
  useEffect(() => {
    map.current?.setPlace(place && { ...place, label: place.address })
  }, [map, place])
  const { lon, lat } = looked ?? {}
  useEffect(() => {
    const at = lon === undefined || lat === undefined ? null : { lon, lat }
    map.current?.setAround(aroundOf(at, AROUND_METRES))
    if (at !== null) map.current?.goTo(at, CLOSE)
  }, [map, lon, lat])
  const pointAt = async (at: LonLat) => {
    const bare: Place = { ...at, address: null, district: null }
    changeCall({ place: bare, placeText: '' })
    goOnAfter('where')
    const named = await placeAt(at, city?.name ?? '', words.place.near)
    // Another place may have been chosen meanwhile.
    if (calls.getState().call.subject.place === bare)
      changeCall({ place: named, placeText: named.address ?? '' })
  }
  const sameAs = (ticketId: TicketId) => {
    const { position, address } = screen.getState().board.tickets.get(ticketId) ?? {}
    if (position == null) return
    changeCall({ place: { ...position, address: address ?? null, district: null }, placeText: address ?? '' })
    goOnAfter('where')
  }
  return (
    <div className="console-map intake-map">
      <LateBanner />
      {city !== null && (
        <MapView
          city={city}
          onMap={setMap}
          onTicket={sameAs}
          onCrew={(_crewId, at) => pointAt(at)}
          onGround={pointAt}
          onHold={pointAt}
        />
      )}
      <div className="map-controls">
        <button type="button" aria-label={words.map.zoomIn} onClick={() => map.current?.zoomBy(1)}>
          <Icon name="plus" />
        </button>
        <button type="button" aria-label={words.map.zoomOut} onClick={() => map.current?.zoomBy(-1)}>
          <Icon name="minus" />
        </button>
        <button type="button" aria-label={words.map.fit} onClick={() => map.current?.wholeCity()}>
          <Icon name="fit" />
        </button>
      </div>
      <Toasts />
    </div>
  )
}

import './tablet.css'
import { useEffect, useState } from 'react'
import { inOrder } from '../../shared/assignment/assignment.ts'
import { openAssignments } from '../../shared/board.ts'
import type { Crew } from '../../shared/crew/crew.ts'
import { install } from '../device/install.ts'
import { openLink } from '../intent/link.ts'
import { followOwnMap } from '../intent/own-map.ts'
import { followWay } from '../intent/own-way.ts'
import { openPhotographs } from '../intent/photographs.ts'
import { keepShown } from '../intent/start.ts'
import { useScreen } from '../react/use-screen.ts'
import { useWords } from '../react/use-words.ts'
import { screen } from '../store/screen-store.ts'
import { AssignmentView } from './AssignmentView.tsx'
import { ChooseCallSign } from './ChooseCallSign.tsx'
import { DutyView } from './DutyView.tsx'
import { type DevicePosition, watchPosition } from './position-watch.ts'
import { TabletBar } from './TabletBar.tsx'
import { TabletMap } from './TabletMap.tsx'
import { useRing } from './use-ring.ts'
import { VersionBanner } from './VersionBanner.tsx'

/** The crew's screen: choose a call sign, come on duty, then one assignment at a time. */
export function Tablet() {
  const crewId = useScreen((state) => state.session?.crewId ?? null)
  useEffect(() => install((takeUpdate) => screen.setState({ takeUpdate })), [])
  return crewId === null ? <ChooseCallSign /> : <Shift key={crewId} crewId={crewId} />
}

function Shift({ crewId }: { crewId: Crew['id'] }) {
  const words = useWords()
  const crew = useScreen((state) => state.board.crews.get(crewId))
  const board = useScreen((state) => state.board)
  const [position, setPosition] = useState<DevicePosition>({ state: 'waiting' })
  const linked = useLink()
  useEffect(() => keepShown(), [])
  useEffect(() => followOwnMap(), [])
  useEffect(() => followWay(), [])
  useEffect(() => openPhotographs(crewId), [crewId])
  const onDuty = crew !== undefined && crew.duty !== 'off'
  // Nobody is followed off duty: the device is asked only from here on.
  useEffect(() => (onDuty ? watchPosition(setPosition) : undefined), [onDuty])
  useWakeLock(onDuty)
  const [current, ...queued] = inOrder(openAssignments(board.assignments.values(), { crewId }))
  useRing(current)
  if (!linked || crew === undefined)
    return (
      <main className="tablet-wait">
        <VersionBanner />
        <p>{words.link.connecting}</p>
      </main>
    )
  return (
    <div className={`tablet${crew.duty === 'distress' ? ' in-distress' : ''}`}>
      <TabletBar crew={crew} current={current} position={position} />
      {onDuty && <TabletMap crew={crew} position={position} current={current} />}
      {onDuty && current !== undefined ? (
        <AssignmentView
          key={current.id}
          crew={crew}
          assignment={current}
          queued={queued}
          position={position}
        />
      ) : (
        <DutyView crew={crew} position={position} />
      )}
    </div>
  )
}

/** True once there is a connection to speak through, open or not: a view that was kept is shown without waiting for it. */
function useLink(): boolean {
  const [linked, setLinked] = useState(false)
  useEffect(() => {
    const close = openLink()
    setLinked(true)
    return close
  }, [])
  return linked
}

/** Keeps the screen lit during the shift, again each time the page comes back. */
function useWakeLock(wanted: boolean): void {
  useEffect(() => {
    if (!wanted || !('wakeLock' in navigator)) return
    let lock: WakeLockSentinel | null = null
    const ask = async () => {
      if (document.visibilityState !== 'visible') return
      lock = await navigator.wakeLock.request('screen').catch(() => null)
    }
    ask()
    document.addEventListener('visibilitychange', ask)
    return () => {
      document.removeEventListener('visibilitychange', ask)
      lock?.release().catch(() => {})
    }
  }, [wanted])
}

import './lock.css'
import type { Assignment } from '../../../shared/assignment/assignment.ts'
import type { Crew } from '../../../shared/crew/crew.ts'
import type { DevicePosition } from '../position-watch.ts'
import { ChoosePin } from './ChoosePin.tsx'
import { LockScreen } from './LockScreen.tsx'
import type { LockView } from './lock-view.ts'

interface LockProps {
  view: LockView
  crew: Crew
  current: Assignment | undefined
  position: DevicePosition
}

/** What the lock lays over the crew's screen, which goes on underneath. */
export function Lock({ view, crew, current, position }: LockProps) {
  if (view === 'question') return <ChoosePin crew={crew} position={position} />
  if (view === 'locked') return <LockScreen crew={crew} current={current} position={position} />
  return null
}

import { Icon } from '../design/Icon.tsx'
import { useWords } from '../react/use-words.ts'
import type { DevicePosition } from './position-watch.ts'

/** Says that the device refuses to tell where it is, and what to do: the radio room does not see this crew. */
export function PositionProblem({ position }: { position: DevicePosition }) {
  const words = useWords()
  if (position.state !== 'denied') return null
  return (
    <p className="tablet-refusal" role="alert">
      <Icon name="accuracy" size={24} /> {words.tablet.positionDenied}
    </p>
  )
}

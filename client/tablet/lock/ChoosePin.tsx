import { useState } from 'react'
import type { Crew } from '../../../shared/crew/crew.ts'
import { useWords } from '../../react/use-words.ts'
import { DistressButton } from '../DistressButton.tsx'
import type { DevicePosition } from '../position-watch.ts'
import { FirmDialog } from './FirmDialog.tsx'
import { Keypad } from './Keypad.tsx'
import { chooseLock } from './lock-store.ts'
import { keepPin } from './pin.ts'

interface ChoosePinProps {
  crew: Crew
  position: DevicePosition
}

/** Asked when a crew begins its turn: a code, typed twice, or none this time. */
export function ChoosePin({ crew, position }: ChoosePinProps) {
  const { lock } = useWords()
  const [typed, setTyped] = useState('')
  const [first, setFirst] = useState<string | null>(null)
  const [differs, setDiffers] = useState(false)
  const [keeping, setKeeping] = useState(false)
  const type = (now: string) => {
    setTyped(now)
    setDiffers(false)
  }
  const submit = async () => {
    setTyped('')
    setFirst(first === null ? typed : null)
    if (first === null) return
    if (first !== typed) return setDiffers(true)
    setKeeping(true)
    chooseLock(crew.id, await keepPin(typed))
  }
  return (
    <FirmDialog className="sheet choose-pin" label={lock.choose}>
      <h2>{first === null ? lock.choose : lock.again}</h2>
      <p>{lock.chooseHint}</p>
      <p className="lock-problem" role="alert">
        {differs ? lock.differs : ''}
      </p>
      <Keypad
        typed={typed}
        submit={first === null ? lock.next : lock.keep}
        disabled={keeping}
        onType={type}
        onSubmit={submit}
      />
      <div className="choose-pin-else">
        <button type="button" className="tablet-button" onClick={() => chooseLock(crew.id, null)}>
          {lock.none}
        </button>
        <DistressButton crew={crew} position={position} />
      </div>
    </FirmDialog>
  )
}

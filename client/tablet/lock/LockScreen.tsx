import { useState } from 'react'
import type { Assignment } from '../../../shared/assignment/assignment.ts'
import type { Crew } from '../../../shared/crew/crew.ts'
import { unbroken } from '../../../shared/typography.ts'
import { clockTime } from '../../design/format.ts'
import { Icon } from '../../design/Icon.tsx'
import { useNow } from '../../react/use-now.ts'
import { useScreen } from '../../react/use-screen.ts'
import { usePreferences, useWords } from '../../react/use-words.ts'
import { DistressButton } from '../DistressButton.tsx'
import type { DevicePosition } from '../position-watch.ts'
import { FirmDialog } from './FirmDialog.tsx'
import { ForgottenPin } from './ForgottenPin.tsx'
import { Unlock } from './Unlock.tsx'

interface LockScreenProps {
  crew: Crew
  current: Assignment | undefined
  position: DevicePosition
}

/**
 * Over everything, and the only thing that can be touched: whose tablet it is, whether something was sent to it (never
 * what, nor where), the call for help, and the code.
 */
export function LockScreen({ crew, current, position }: LockScreenProps) {
  const { lock } = useWords()
  const { locale } = usePreferences()
  const now = useNow()
  const timeZone = useScreen((state) => state.city?.timeZone ?? 'UTC')
  const [forgotten, setForgotten] = useState(false)
  return (
    <FirmDialog className="lock-screen" label={lock.locked}>
      <header>
        <h1 className="call-sign">{unbroken(crew.callSign)}</h1>
        <p className="lock-state">
          <Icon name="lock" size={24} /> {lock.locked}
        </p>
        <time className="tablet-clock num">{clockTime(now, timeZone, locale)}</time>
      </header>
      <div className="lock-told">
        <p className={`lock-news${current?.status === 'dispatched' ? ' sent' : ''}`} role="status">
          {current?.status === 'dispatched' ? (
            <>
              <b>{lock.sent}</b>
              {lock.sentHint}
            </>
          ) : (
            lock.goesOn
          )}
        </p>
        <DistressButton crew={crew} position={position} />
      </div>
      {forgotten ? (
        <ForgottenPin onBack={() => setForgotten(false)} />
      ) : (
        <Unlock onForgotten={() => setForgotten(true)} />
      )}
    </FirmDialog>
  )
}

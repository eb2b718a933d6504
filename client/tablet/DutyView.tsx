import { useState } from 'react'
import type { Crew } from '../../shared/crew/crew.ts'
import { unbroken } from '../../shared/typography.ts'
import { send } from '../intent/send.ts'
import { useFreshness } from '../panels/Freshness.tsx'
import { useWords } from '../react/use-words.ts'
import { ComeOnDuty } from './ComeOnDuty.tsx'
import { DistressButton } from './DistressButton.tsx'
import { HandedOver } from './HandedOver.tsx'
import { Photographs } from './Photographs.tsx'
import { PositionProblem } from './PositionProblem.tsx'
import type { DevicePosition } from './position-watch.ts'
import { Refusals } from './Refusals.tsx'
import { SendButton } from './SendButton.tsx'
import { Sheet } from './Sheet.tsx'
import { type ShiftQuestion, ShiftSheet } from './ShiftSheet.tsx'

/** Between two assignments: coming on duty, waiting, a break, the end. */
export function DutyView({ crew, position }: { crew: Crew; position: DevicePosition }) {
  return (
    <main className="tablet-side">
      <Refusals />
      <Photographs ticket={null} />
      {crew.duty === 'off' ? (
        <ComeOnDuty crew={crew} />
      ) : (
        <>
          <HandedOver crew={crew} />
          <PositionProblem position={position} />
          <Waiting crew={crew} />
          {crew.duty !== 'distress' && <DutyButtons crew={crew} />}
          <DistressButton crew={crew} position={position} />
        </>
      )}
    </main>
  )
}

function Waiting({ crew }: { crew: Crew }) {
  const words = useWords()
  const { state } = useFreshness()
  const title = {
    available: words.tablet.waiting,
    on_break: words.tablet.takeBreak,
    unavailable: words.tablet.unavailable,
    distress: words.tablet.distress,
    off: words.tablet.endOfDuty,
  }[crew.duty]
  const reason = crew.duty === 'unavailable' && crew.dutyReason !== null ? unbroken(crew.dutyReason) : null
  return (
    <section className="tablet-waiting">
      <h2>{title}</h2>
      {crew.duty === 'available' && (
        <p>{state === 'current' ? words.tablet.waitingHint : words.tablet.waitingOffline}</p>
      )}
      {(crew.duty === 'on_break' || crew.duty === 'unavailable') && (
        <p>{[reason, words.tablet.notSent].filter(Boolean).join(' · ')}</p>
      )}
    </section>
  )
}

function DutyButtons({ crew }: { crew: Crew }) {
  const words = useWords()
  const [asking, setAsking] = useState(false)
  const [shift, setShift] = useState<ShiftQuestion | null>(null)
  const crewId = crew.id
  const sayUnavailable = (reason: string) => {
    setAsking(false)
    send({ type: 'make_unavailable', crewId, reason })
  }
  return (
    <>
      {crew.duty !== 'available' && (
        <SendButton command={{ type: 'make_available', crewId }} className="tablet-next">
          {words.tablet.available}
        </SendButton>
      )}
      <div className="tablet-duties">
        {crew.duty !== 'on_break' && (
          <SendButton command={{ type: 'take_break', crewId }}>{words.tablet.takeBreak}</SendButton>
        )}
        {crew.duty !== 'unavailable' && (
          <button type="button" className="tablet-button" onClick={() => setAsking(true)}>
            {words.tablet.unavailable}
          </button>
        )}
        <button type="button" className="tablet-button" onClick={() => setShift('hand_over')}>
          {words.shift.handOver}
        </button>
        <button type="button" className="tablet-button" onClick={() => setShift('end')}>
          {words.tablet.endOfDuty}
        </button>
      </div>
      {shift !== null && (
        <ShiftSheet crew={crew} question={shift} onAsk={setShift} onClose={() => setShift(null)} />
      )}
      {asking && (
        <Sheet title={words.tablet.unavailableReason} onClose={() => setAsking(false)}>
          {words.tablet.unavailableReasons.map((reason) => (
            <button
              key={reason}
              type="button"
              className="tablet-button"
              onClick={() => sayUnavailable(reason)}
            >
              {reason}
            </button>
          ))}
        </Sheet>
      )}
    </>
  )
}

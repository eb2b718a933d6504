import { useState } from 'react'
import type { Crew } from '../../shared/crew/crew.ts'
import { unbroken } from '../../shared/typography.ts'
import { leaveCallSign } from '../feed/session.ts'
import { send } from '../intent/send.ts'
import { useWords } from '../react/use-words.ts'
import { screen } from '../store/screen-store.ts'
import { DistressButton } from './DistressButton.tsx'
import type { DevicePosition } from './position-watch.ts'
import { Refusals } from './Refusals.tsx'
import { Sheet } from './Sheet.tsx'

/** Between two assignments: coming on duty, waiting, a break, the end. */
export function DutyView({ crew, position }: { crew: Crew; position: DevicePosition }) {
  const words = useWords()
  return (
    <main className="tablet-side">
      <Refusals />
      {crew.duty === 'off' ? (
        <ComeOnDuty crew={crew} />
      ) : (
        <>
          <section className="tablet-waiting">
            <h2>
              {crew.duty === 'available'
                ? words.tablet.waiting
                : unbroken(crew.dutyReason ?? words.tablet.takeBreak)}
            </h2>
            {crew.duty === 'available' && <p>{words.tablet.waitingHint}</p>}
            {position.state === 'denied' && <p className="tablet-warning">{words.tablet.positionDenied}</p>}
          </section>
          <DutyButtons crew={crew} position={position} />
        </>
      )}
    </main>
  )
}

function ComeOnDuty({ crew }: { crew: Crew }) {
  const words = useWords()
  const [members, setMembers] = useState(crew.members)
  const change = (step: number) => setMembers(Math.min(20, Math.max(1, members + step)))
  const leave = async () => {
    screen.setState({ session: await leaveCallSign() })
  }
  return (
    <section className="tablet-duty">
      <h2>{words.tablet.dutyTitle}</h2>
      <div className="tablet-members">
        <span id="members">{words.tablet.members}</span>
        <button type="button" className="tablet-button" aria-label="−" onClick={() => change(-1)}>
          −
        </button>
        <output className="num" aria-labelledby="members">
          {members}
        </output>
        <button type="button" className="tablet-button" aria-label="+" onClick={() => change(1)}>
          +
        </button>
      </div>
      <button
        type="button"
        className="tablet-next"
        onClick={() => send({ type: 'come_on_duty', crewId: crew.id, members })}
      >
        {words.tablet.comeOnDuty}
      </button>
      <button type="button" className="tablet-button" onClick={leave}>
        {words.tablet.leave}
      </button>
    </section>
  )
}

function DutyButtons({ crew, position }: { crew: Crew; position: DevicePosition }) {
  const words = useWords()
  const [asking, setAsking] = useState(false)
  const crewId = crew.id
  return (
    <>
      <div className="tablet-duties">
        {crew.duty !== 'available' && crew.duty !== 'distress' && (
          <button
            type="button"
            className="tablet-button primary"
            onClick={() => send({ type: 'make_available', crewId })}
          >
            {words.tablet.available}
          </button>
        )}
        {crew.duty !== 'on_break' && (
          <button
            type="button"
            className="tablet-button"
            onClick={() => send({ type: 'take_break', crewId })}
          >
            {words.tablet.takeBreak}
          </button>
        )}
        {crew.duty !== 'unavailable' && (
          <button type="button" className="tablet-button" onClick={() => setAsking(true)}>
            {words.tablet.unavailable}
          </button>
        )}
        <button type="button" className="tablet-button" onClick={() => send({ type: 'go_off_duty', crewId })}>
          {words.tablet.endOfDuty}
        </button>
        <DistressButton crew={crew} position={position} />
      </div>
      {asking && (
        <Sheet title={words.tablet.unavailableReason} onClose={() => setAsking(false)}>
          {words.tablet.unavailableReasons.map((reason) => (
            <button
              key={reason}
              type="button"
              className="tablet-button"
              onClick={() => {
                setAsking(false)
                send({ type: 'make_unavailable', crewId, reason })
              }}
            >
              {reason}
            </button>
          ))}
        </Sheet>
      )}
    </>
  )
}

import { useState } from 'react'
import type { Crew } from '../../shared/crew/crew.ts'
import { unbroken } from '../../shared/typography.ts'
import { ApiError, leaveCallSign } from '../feed/session.ts'
import { send } from '../intent/send.ts'
import { toast } from '../intent/toast.ts'
import { useFreshness } from '../panels/Freshness.tsx'
import { usePreferences, useWords } from '../react/use-words.ts'
import { screen } from '../store/screen-store.ts'
import { DistressButton } from './DistressButton.tsx'
import { Photographs } from './Photographs.tsx'
import { PositionProblem } from './PositionProblem.tsx'
import type { DevicePosition } from './position-watch.ts'
import { Refusals } from './Refusals.tsx'
import { SendButton } from './SendButton.tsx'
import { Sheet } from './Sheet.tsx'

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

function ComeOnDuty({ crew }: { crew: Crew }) {
  const words = useWords()
  const { locale } = usePreferences()
  const [members, setMembers] = useState(crew.members)
  const change = (step: number) => setMembers(Math.min(20, Math.max(1, members + step)))
  const leave = async () => {
    try {
      screen.setState({ session: await leaveCallSign() })
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      toast({ kind: 'refusal', text: error.told[locale] })
    }
  }
  return (
    <section className="tablet-duty">
      <h2>{words.tablet.dutyTitle}</h2>
      <div className="tablet-members">
        <span id="members">{words.tablet.members}</span>
        <button
          type="button"
          className="tablet-button"
          aria-label={`${words.tablet.members} −`}
          onClick={() => change(-1)}
        >
          −
        </button>
        <output className="num" aria-labelledby="members">
          {members}
        </output>
        <button
          type="button"
          className="tablet-button"
          aria-label={`${words.tablet.members} +`}
          onClick={() => change(1)}
        >
          +
        </button>
      </div>
      <SendButton command={{ type: 'come_on_duty', crewId: crew.id, members }} className="tablet-next">
        {words.tablet.comeOnDuty}
      </SendButton>
      <button type="button" className="tablet-button" onClick={leave}>
        {words.tablet.leave}
      </button>
    </section>
  )
}

function DutyButtons({ crew }: { crew: Crew }) {
  const words = useWords()
  const [asking, setAsking] = useState(false)
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
        <SendButton command={{ type: 'go_off_duty', crewId }}>{words.tablet.endOfDuty}</SendButton>
      </div>
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

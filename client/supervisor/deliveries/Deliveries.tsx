import '../../console/console.css'
import './deliveries.css'
import { useEffect, useRef, useState } from 'react'
import type { GivenUp } from '../../../shared/delivery/given-up.ts'
import { clockTime } from '../../design/format.ts'
import { Icon } from '../../design/Icon.tsx'
import { abandonGivenUp, retryGivenUp, tellGivenUp } from '../../feed/deliveries.ts'
import { ApiError } from '../../feed/session.ts'
import { usePreferences, useWords } from '../../react/use-words.ts'
import { AskAbandon, AskRetry } from './AskDelivery.tsx'
import { DeliveriesBar } from './DeliveriesBar.tsx'
import { DeliveryTable } from './DeliveryTable.tsx'
import { type GivenUpView, useGivenUp } from './use-given-up.ts'

/** It may be at its partner already: a person checks before it is sent once more. */
const MAY_HAVE_ARRIVED = 'list_unreadable'

/** What could not be delivered: for whoever answers for it to try again, abandon, or take back. */
export function Deliveries() {
  const { deliveries: words } = useWords()
  const { locale } = usePreferences()
  const view = useGivenUp()
  const [question, ask] = useState<{ ask: 'retry' | 'abandon'; job: GivenUp } | null>(null)
  const [said, say] = useState<string | null>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  const act = async (work: Promise<void>, done: string) => {
    ask(null)
    try {
      await work
      say(done)
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      say(words.done.refused(error.told[locale]))
    }
    view.again()
    // The row, and its button, may be gone.
    heading.current?.focus()
  }
  const retry = (job: GivenUp) => act(retryGivenUp(job.id), words.done.retried)
  const tell = (job: GivenUp) => act(tellGivenUp(job.id, 'telephone'), words.done.told)
  const abandon = (job: GivenUp, takeBack: boolean) =>
    act(abandonGivenUp(job.id, takeBack), takeBack ? words.done.takenBack : words.done.abandoned)
  return (
    <div className="deliveries-screen">
      <DeliveriesBar />
      <main className="deliveries" aria-busy={view.state === 'loading'}>
        <header>
          <h2 ref={heading} tabIndex={-1}>
            {words.title}
          </h2>
          <p>{words.intro}</p>
          <p className="deliveries-said" role="status">
            {said}
          </p>
        </header>
        <Content
          view={view}
          onRetry={(job) => (job.problem === MAY_HAVE_ARRIVED ? ask({ ask: 'retry', job }) : retry(job))}
          onTold={tell}
          onAbandon={(job) => ask({ ask: 'abandon', job })}
        />
      </main>
      {question?.ask === 'retry' && (
        <AskRetry job={question.job} onClose={() => ask(null)} onConfirm={() => retry(question.job)} />
      )}
      {question?.ask === 'abandon' && (
        <AskAbandon
          job={question.job}
          onClose={() => ask(null)}
          onConfirm={(takeBack) => abandon(question.job, takeBack)}
        />
      )}
    </div>
  )
}

interface ContentProps {
  view: GivenUpView
  onRetry(job: GivenUp): void
  onTold(job: GivenUp): void
  onAbandon(job: GivenUp): void
}

function Content({ view, onRetry, onTold, onAbandon }: ContentProps) {
  const words = useWords()
  const { locale } = usePreferences()
  const { list, state, readAt, again } = view
  const isLate = useLate(list === null)
  if (list === null)
    return state === 'failed' ? (
      <div className="deliveries-failed" role="alert">
        <p>{words.deliveries.failed}</p>
        <button type="button" className="button primary" onClick={again}>
          {words.retry}
        </button>
      </div>
    ) : (
      <p className="deliveries-empty" role="status">
        {isLate ? words.deliveries.loading : ''}
      </p>
    )
  return (
    <>
      {state === 'failed' && (
        <p className="deliveries-stale" role="alert">
          <Icon name="warning" />
          {words.deliveries.stale(clockTime(readAt, TIME_ZONE, locale))}
          <button type="button" className="button" onClick={again}>
            {words.retry}
          </button>
        </p>
      )}
      {list.jobs.length === 0 ? (
        <p className="deliveries-empty">
          <Icon name="check" /> {words.deliveries.empty}
        </p>
      ) : (
        <DeliveryTable jobs={list.jobs} onRetry={onRetry} onTold={onTold} onAbandon={onAbandon} />
      )}
      {list.trying > 0 && <p className="deliveries-trying">{words.deliveries.trying(list.trying)}</p>}
    </>
  )
}

/** Of the device: when it was read is told as its own clock has it. */
const TIME_ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone

const LATE_MS = 300

/** True once something has been so for a moment: what comes at once needs no words. */
function useLate(holds: boolean): boolean {
  const [isLate, setLate] = useState(false)
  useEffect(() => {
    setLate(false)
    if (!holds) return
    const timer = setTimeout(() => setLate(true), LATE_MS)
    return () => clearTimeout(timer)
  }, [holds])
  return isLate
}

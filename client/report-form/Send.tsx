import { useEffect, useRef, useState } from 'react'
import { SECOND } from '../../shared/instant.ts'
import { duration } from '../../shared/typography.ts'
import { Icon } from '../design/Icon.tsx'
import { modify, send } from '../intent/report-form.ts'
import { useSeconds } from '../on-call/use-seconds.ts'
import { maySendUnanswered } from '../store/report-draft.ts'
import { useFormWords, useProblems, useReport, useStanding } from './use-form.ts'

/** Past this the network is said to be slow. */
const SLOW_MS = 8_000

/** Sends the report; what is missing is told beside its field and counted here, what the door said here. */
export function Send() {
  const words = useFormWords()
  const problems = useProblems()
  const standing = useStanding()
  // That it is not taken there, or now, is told where it says what will happen.
  const missing = problems.filter(({ part }) => part !== 'untaken').length
  const { state } = useReport((one) => one.sending)
  const section = useRef<HTMLElement>(null)
  // What the door said may be below what is seen.
  useEffect(() => {
    if (state !== 'idle') section.current?.scrollIntoView({ block: 'end' })
  }, [state])
  const press = async (urgently: boolean) => {
    await send(urgently)
    focusOnFirstProblem()
  }
  return (
    <section ref={section} className="report-send" aria-label={words.send.button}>
      <div role="alert">
        {missing > 0 && state === 'idle' && (
          <p className="report-problem">
            <Icon name="warning" size={24} /> {words.problems.title(missing)}
          </p>
        )}
        <Said />
      </div>
      <button
        type="button"
        className="report-button report-primary"
        aria-disabled={state === 'sending'}
        onClick={() => (state === 'unanswered' ? send() : press(false))}
      >
        {state === 'unanswered'
          ? words.send.again
          : state === 'sending'
            ? words.send.sending
            : words.send.button}
      </button>
      {state === 'unanswered' && (
        <>
          <button type="button" className="report-button" aria-describedby="modify" onClick={modify}>
            {words.send.modify}
          </button>
          <p className="report-hint" id="modify">
            {words.send.modifyHint}
          </p>
        </>
      )}
      {standing !== undefined && state === 'idle' && maySendUnanswered(problems, standing) && (
        <button type="button" className="report-button" onClick={() => press(true)}>
          {words.problems.urgent}
        </button>
      )}
    </section>
  )
}

function Said() {
  const { send: words, closed } = useFormWords()
  const town = useReport((state) => state.town?.name ?? '')
  const sending = useReport((state) => state.sending)
  switch (sending.state) {
    case 'sending':
      return <Slow />
    case 'unanswered':
      return <p className="report-problem">{words.unanswered}</p>
    case 'wait':
      return <Waiting until={sending.until} />
    case 'too_large':
      return <p className="report-problem">{words.tooLarge}</p>
    case 'closed':
      return <p className="report-problem">{closed}</p>
    case 'refused':
      return (
        <p className="report-problem">
          {sending.outside ? words.outside(town) : words.refused}{' '}
          {!sending.outside && <span lang="en">{sending.why}</span>}
        </p>
      )
    default:
      return null
  }
}

function Slow() {
  const words = useFormWords().send
  const [slow, setSlow] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), SLOW_MS)
    return () => clearTimeout(timer)
  }, [])
  return slow ? <p>{words.slow}</p> : null
}

/** Not to be read out anew at every second: the button may be pressed at any time. */
function Waiting({ until }: { until: number }) {
  const words = useFormWords().send
  const left = Math.max(1, (until - useSeconds()) / SECOND)
  const told = left > 60 ? Math.ceil(left / 60) * 60 : Math.ceil(left / 10) * 10
  return <p className="report-problem">{words.tooMany(duration(told))}</p>
}

/** The first field that keeps the report here has the focus, where there is one. */
function focusOnFirstProblem(): void {
  requestAnimationFrame(() => {
    const [first] = document.querySelectorAll<HTMLElement>('[data-problem="true"]')
    const control = first?.querySelector<HTMLElement>('input, textarea, button')
    control?.focus()
    first?.scrollIntoView({ block: 'center' })
  })
}

import { phoneHint, phoneKey } from '../../shared/intake/phone.ts'
import type { KnownCaller } from '../../shared/protocol/intake.ts'
import { duration, unbroken } from '../../shared/typography.ts'
import { Icon } from '../design/Icon.tsx'
import { letRing, takeRinging } from '../intent/call-taking.ts'
import { Freshness } from '../panels/Freshness.tsx'
import { PostMenu, RoomClock, ScreenBar, ThemeButton } from '../panels/ScreenBar.tsx'
import type { Asked } from '../react/use-answer.ts'
import { useCalls } from '../react/use-calls.ts'
import { useNow } from '../react/use-now.ts'
import { useScreen } from '../react/use-screen.ts'
import { useWords } from '../react/use-words.ts'
import { goTo } from './step.ts'
import type { Actions } from './use-actions.ts'

/** Where one is, how long the call has lasted, who calls, and what time it is in the room. */
export function IntakeBar({ caller, actions }: { caller: Asked<KnownCaller>; actions: Actions }) {
  const words = useWords()
  const session = useScreen((state) => state.session)
  const kept = useCalls((state) => state.aside.length)
  return (
    <ScreenBar className="intake-bar" title={words.intake.post(unbroken(session?.label ?? ''))}>
      <OnTheLine caller={caller} />
      <Ringing />
      <div className="top-state">
        <button
          type="button"
          className="button"
          aria-label={words.intake.call.another}
          title={words.intake.call.another}
          onClick={actions.another}
        >
          <Icon name="plus" /> <span>{words.intake.call.another}</span> <kbd className="key">Alt A</kbd>
        </button>
        {actions.attach !== null && (
          <button
            type="button"
            className="button"
            aria-label={words.intake.call.attach}
            title={words.intake.call.attach}
            onClick={actions.attach}
          >
            <Icon name="phone" /> <span>{words.intake.call.attach}</span> <kbd className="key">Alt R</kbd>
          </button>
        )}
        <Freshness />
        <ThemeButton />
        <PostMenu leave={kept === 0 ? words.logOut : words.intake.aside.leave(kept)}>
          <a href="/console">
            {words.intake.console} <Icon name="layers" />
          </a>
        </PostMenu>
        <RoomClock />
      </div>
    </ScreenBar>
  )
}

const AIM_SECONDS = 30

/** How long the call has lasted against half a minute, calmly; and who it is, by the ends of the number. */
function OnTheLine({ caller }: { caller: Asked<KnownCaller> }) {
  const words = useWords().intake
  useNow()
  const { startedAt, phone, sent } = useCalls(({ call }) => call)
  const key = phoneKey(phone)
  const seconds = startedAt === null ? 0 : Math.max(0, (Date.now() - startedAt) / 1000)
  const known = caller.state === 'come' ? caller.answer.calls : 0
  return (
    <div className="intake-line">
      <svg width={28} height={28} viewBox="0 0 28 28" aria-hidden="true">
        <circle cx={14} cy={14} r={11} pathLength={1} />
        <circle
          className="passed"
          cx={14}
          cy={14}
          r={11}
          pathLength={1}
          strokeDasharray={`${Math.min(1, seconds / AIM_SECONDS)} 1`}
          transform="rotate(-90 14 14)"
        />
      </svg>
      <p className="num">
        {startedAt === null ? (
          <span>{words.call.idle}</span>
        ) : (
          <>
            <b>{words.call.online(duration(seconds))}</b> <span>{words.call.of}</span>
          </>
        )}
      </p>
      {key !== null && <span className="num">{phoneHint(key)}</span>}
      {known > 0 && <span className="chip num">{words.who.calls(known)}</span>}
      {sent.length > 0 && <span className="chip num">{words.call.sent(sent.length)}</span>}
    </div>
  )
}

/** A call that comes while another is taken. */
function Ringing() {
  const words = useWords().intake.call
  const ringing = useCalls((state) => state.ringing)
  return (
    <div role="alert" className="intake-ringing">
      {ringing !== null && (
        <>
          <Icon name="phone" />
          <b>{ringing.phone === null ? words.ringingUnknown : words.ringing(phoneHint(ringing.phone))}</b>
          <button
            type="button"
            className="button primary"
            onClick={() => {
              takeRinging()
              goTo('what')
            }}
          >
            {words.take}
          </button>
          <button type="button" className="button" onClick={letRing}>
            {words.later}
          </button>
        </>
      )}
    </div>
  )
}

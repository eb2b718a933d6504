import { useState } from 'react'
import { roughDuration } from '../../shared/typography.ts'
import { Icon } from '../design/Icon.tsx'
import type { KeptCall } from '../device/kept-calls.ts'
import { dropCall, resumeCall } from '../intent/call-taking.ts'
import { useCalls } from '../react/use-calls.ts'
import { useNow } from '../react/use-now.ts'
import { useScreen } from '../react/use-screen.ts'
import { usePreferences, useWords } from '../react/use-words.ts'
import { servicesInForce } from '../store/screen-store.ts'
import { goTo } from './step.ts'

/** Calls that were interrupted, refused, or that wait for the link: resumed, or erased for good. */
export function Aside() {
  const words = useWords().intake.aside
  const aside = useCalls((state) => state.aside)
  const unkept = useCalls((state) => state.unkept)
  return (
    <section className="intake-aside" aria-label={words.title}>
      {aside.length > 0 && (
        <>
          <h3>{words.title}</h3>
          <ul>
            {aside.map((kept) => (
              <AsideRow key={kept.call.id} kept={kept} />
            ))}
          </ul>
          <p className="caption">{words.kept}</p>
        </>
      )}
      {unkept && (
        <p className="intake-wrong" role="alert">
          {words.unkept}
        </p>
      )}
    </section>
  )
}

function AsideRow({ kept: { call, keptAt, state, refusal } }: { kept: KeptCall }) {
  const words = useWords().intake.aside
  const { locale } = usePreferences()
  useNow()
  const [dropping, setDropping] = useState(false)
  const { serviceCode, place, placeText } = call.subject
  const service = useScreen((screen) => servicesInForce(screen).find(({ code }) => code === serviceCode))
  const where = place?.address ?? placeText
  const age = roughDuration((Date.now() - keptAt) / 1000)
  const standing = state === 'sending' ? words.sending : (refusal ?? words.draft(age))
  return (
    <li className={refusal === null ? undefined : 'refused'}>
      <p>
        <b>{service?.name[locale] ?? words.untyped}</b>
        {where !== '' && <span>{where}</span>}
        <span className="caption">
          {refusal !== null && <Icon name="warning" size={12} />} {standing}
        </span>
      </p>
      {state === 'draft' && (
        <>
          <button
            type="button"
            className="button"
            onClick={() => {
              resumeCall(call.id)
              goTo('what')
            }}
          >
            {words.resume}
          </button>
          <button
            type="button"
            className="button quiet"
            onBlur={() => setDropping(false)}
            onClick={() => (dropping ? dropCall(call.id) : setDropping(true))}
          >
            {dropping ? words.reallyDrop : words.drop}
          </button>
        </>
      )}
    </li>
  )
}

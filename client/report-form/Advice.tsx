import { Icon } from '../design/Icon.tsx'
import { emergencyNumbers } from '../store/emergency.ts'
import { CallLink } from './CallLink.tsx'
import { useFormWords, useLocale, useReport, useStanding } from './use-form.ts'

/**
 * What the answers say is to be done before all: first in the page, and in sight wherever it is scrolled to. Always there, so that a
 * screen reader tells it as it comes.
 */
export function Advice() {
  const words = useFormWords()
  const locale = useLocale()
  const sent = useReport((state) => state.taken !== null)
  const advice = useStanding()?.assessment.advice ?? []
  const urgent = advice.filter((text) => emergencyNumbers(text.fr).length > 0)
  return (
    <div className="report-advice" role="alert">
      {!sent &&
        urgent.map((text) => (
          <div key={text.fr}>
            <p>
              <Icon name="warning" size={24} /> {text[locale]}
            </p>
            {emergencyNumbers(text.fr).map((number) => (
              <CallLink key={number} number={number} label={words.danger.call(number)} />
            ))}
          </div>
        ))}
    </div>
  )
}

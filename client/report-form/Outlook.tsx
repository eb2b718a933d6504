import { deadlineFor } from '../../shared/deadline.ts'
import { HOUR, instant } from '../../shared/instant.ts'
import type { AskedType } from '../../shared/open311/extension.ts'
import { clockTime, timeToCome } from '../design/format.ts'
import { useMinutes } from '../react/use-minutes.ts'
import { emergencyNumbers } from '../store/emergency.ts'
import { CallLink } from './CallLink.tsx'
import { useFormWords, useLocale, useReport, useStanding } from './use-form.ts'

/** Told by the hour and minute until then, by the day after. */
const SOON = 12 * HOUR

/** What will happen once it is sent, in words: who deals with it, and by when. */
export function Outlook({ type }: { type: AskedType }) {
  const words = useFormWords()
  const locale = useLocale()
  const timeZone = useReport((state) => state.town?.timeZone ?? 'UTC')
  const now = useMinutes()
  const standing = useStanding()
  if (standing === undefined) return null
  const { assessment, untaken } = standing
  const agency = type.agencies.find(({ code }) => code === assessment.needs.agency)
  const name = agency?.name[locale] ?? ''
  const { kind, dueAt } = deadlineFor(type, assessment.priority, instant(now))
  const when =
    dueAt - now < SOON ? clockTime(dueAt, timeZone, locale) : timeToCome(dueAt, now, timeZone, locale)
  return (
    <section className="report-part" aria-labelledby="outlook" data-problem={untaken !== null}>
      <h2 id="outlook">{words.outlook.title}</h2>
      {untaken !== null ? (
        <p className="report-problem">
          {untaken.why === 'elsewhere'
            ? untaken.turnTo[locale]
            : words.outlook.closed(
                untaken.opensAt === null ? null : timeToCome(untaken.opensAt, now, timeZone, locale),
              )}
        </p>
      ) : agency?.kind === 'partner' ? (
        <>
          <p>
            <b>{words.outlook.outside(name)}</b> {words.outlook.outsideDetail}
          </p>
          {emergencyNumbers(name).map((number) => (
            <CallLink key={number} number={number} label={words.danger.call(number)} />
          ))}
        </>
      ) : (
        <p>
          {agency?.kind === 'city_service' ? words.outlook.service(name) : words.outlook.police}{' '}
          {words.outlook.due[kind](when)}
        </p>
      )}
    </section>
  )
}

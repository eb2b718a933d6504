import { isOpen, nextOpening } from '../../../shared/on-call/calendar.ts'
import { holes, onCallAt } from '../../../shared/on-call/rota.ts'
import { type OnCallDomain, onCallDomains } from '../../../shared/on-call/turn.ts'
import type { HoleNotice } from '../../../shared/protocol/on-call.ts'
import { domainWords } from '../../../shared/words.ts'
import { timeToCome } from '../../design/format.ts'
import { Icon } from '../../design/Icon.tsx'
import { usePreferences, useWords } from '../../react/use-words.ts'
import { restText } from './rest-text.ts'
import type { Contacts } from './use-contacts.ts'
import { noticeOf, useHoleNotices } from './use-hole-notices.ts'
import type { RotaView } from './use-rota.ts'

/** Who is called at this moment, domain by domain, in order; and whether its agency is open anyway. */
export function OnCallNow({ rota, contacts }: { rota: RotaView; contacts: Contacts }) {
  const { onCall: words } = useWords()
  const { locale } = usePreferences()
  const notices = useHoleNotices()
  return (
    <section className="on-call-now" aria-label={words.now}>
      <h3>{words.now}</h3>
      <ul>
        {onCallDomains.map((domain) => (
          <li key={domain}>
            <h4>{domainWords[locale].onCall[domain]}</h4>
            <Called domain={domain} rota={rota} contacts={contacts} notices={notices} />
            <Agency domain={domain} rota={rota} />
          </li>
        ))}
      </ul>
    </section>
  )
}

interface CalledProps {
  domain: OnCallDomain
  rota: RotaView
  contacts: Contacts
  notices: readonly HoleNotice[]
}

function Called({
  domain,
  rota: { turns, city, now, weeks },
  contacts: { byId, worked },
  notices,
}: CalledProps) {
  const whole = useWords()
  const words = whole.onCall
  const { locale } = usePreferences()
  const time = (at: number) => timeToCome(at, now, city.timeZone, locale)
  const called = onCallAt(turns, domain, now)
  if (called.length === 0) {
    const [hole] = holes(turns, domain, { from: now, until: weeks.at(-1)?.until ?? now })
    const notice = hole && noticeOf(notices, domain, hole)
    return (
      <p className="on-call-hole">
        <Icon name="warning" />
        <span>
          {words.nobody}
          {hole !== undefined && <small>{words.until(time(hole.until))}</small>}
          {notice !== undefined && <small>{words.managerToldAt(time(notice.toldAt))}</small>}
        </span>
      </p>
    )
  }
  return (
    <ol>
      {called.map(({ turnId, personId, order, until }) => {
        const contact = byId?.get(personId)
        const rest = restText(worked, personId, now, { words: whole, locale, timeZone: city.timeZone })
        return (
          <li key={turnId}>
            <span className="on-call-order num">{order}</span>
            <span>
              <b>{contact?.name ?? (byId === null ? '…' : words.unknown)}</b>
              <span className="num on-call-phone">{contact?.phone}</span>
              <small>{words.until(time(until))}</small>
              {rest !== null && <small>{rest}</small>}
            </span>
          </li>
        )
      })}
    </ol>
  )
}

function Agency({ domain, rota: { city, now } }: Pick<CalledProps, 'domain' | 'rota'>) {
  const { onCall: words } = useWords()
  const { locale } = usePreferences()
  const agency = city.onCall.agencies.find((one) => one.domain === domain)
  if (agency === undefined) return null
  if (isOpen(agency.calendar, now, city.timeZone)) return <p className="on-call-agency">{words.open}</p>
  const opening = nextOpening(agency.calendar, now, city.timeZone)
  return (
    <p className="on-call-agency">
      {opening === null ? words.closed : words.opens(timeToCome(opening, now, city.timeZone, locale))}
    </p>
  )
}

import { breaksRest, restOf } from '../../../shared/on-call/rest.ts'
import type { Span } from '../../../shared/on-call/span.ts'
import { type OnCallDomain, onCallDomains, type Turn } from '../../../shared/on-call/turn.ts'
import { domainWords } from '../../../shared/words.ts'
import { dayAndHour, shortDate } from '../../design/format.ts'
import { Icon } from '../../design/Icon.tsx'
import { calendarLink } from '../../feed/on-call.ts'
import { focus } from '../../react/focus.ts'
import { usePreferences, useWords } from '../../react/use-words.ts'
import { restText } from './rest-text.ts'
import { type OddDay, type RotaCell, type RotaWatch, type RotaWeek, rotaWeeks } from './rota-weeks.ts'
import type { Contacts } from './use-contacts.ts'
import type { RotaView } from './use-rota.ts'

interface RotaTableProps {
  rota: RotaView
  contacts: Contacts
  /** What was opened last: it gets the focus back. */
  opened: string | null
  onTurn(turn: Turn, key: string): void
  onAdd(domain: OnCallDomain, span: Span, key: string): void
}

/** Weeks one below the other, domains side by side, in each cell who is called first, second and later. */
export function RotaTable(props: RotaTableProps) {
  const { onCall: words } = useWords()
  const { locale } = usePreferences()
  const { turns, weeks, now, city } = props.rota
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and keys must reach its end
    <section className="rota-rows" tabIndex={0} aria-label={words.rota}>
      <table className="rota">
        <thead>
          <tr>
            <th scope="col">{words.week}</th>
            {onCallDomains.map((domain) => (
              <th key={domain} scope="col">
                {domainWords[locale].onCall[domain]}
                <a
                  className="rota-calendar"
                  href={calendarLink({ domain }, locale)}
                  download
                  aria-label={words.calendarOf(domainWords[locale].onCall[domain])}
                  title={words.calendar}
                >
                  <Icon name="calendar" size={14} />
                </a>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rotaWeeks(turns, weeks, now, city.onCall, city.timeZone).map((week, index) => (
            <tr key={week.span.from}>
              <WeekHead week={week} timeZone={city.timeZone} current={index === 0} />
              {week.cells.map((cell) => (
                <td key={cell.domain}>
                  <Cell {...props} cell={cell} week={week} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function WeekHead({ week, timeZone, current }: { week: RotaWeek; timeZone: string; current: boolean }) {
  const { onCall: words } = useWords()
  const { locale } = usePreferences()
  const { from, until } = week.span
  const nameOf = ({ holiday, reason }: OddDay) =>
    holiday === null ? (reason?.[locale] ?? '') : domainWords[locale].holiday[holiday]
  return (
    <th scope="row">
      {words.span(shortDate(from, timeZone, locale), shortDate(until, timeZone, locale))}
      {current && <small className="rota-current">{words.thisWeek}</small>}
      {week.oddDays.map((day) => (
        <small key={day.at}>
          {shortDate(day.at, timeZone, locale)} {nameOf(day)}
        </small>
      ))}
    </th>
  )
}

function Cell({
  cell,
  week,
  rota,
  contacts,
  opened,
  onTurn,
  onAdd,
}: RotaTableProps & { cell: RotaCell; week: RotaWeek }) {
  const whole = useWords()
  const words = whole.onCall
  const { locale } = usePreferences()
  const { timeZone } = rota.city
  const domain = domainWords[locale].onCall[cell.domain]
  const time = (at: number) => dayAndHour(at, timeZone, locale)
  const nameOf = (watch: Pick<RotaWatch, 'personId'>) =>
    contacts.byId === null ? '…' : (contacts.byId.get(watch.personId)?.name ?? words.unknown)
  const spanOf = ({ from, until, whole }: RotaWatch) => {
    if (whole) return ''
    if (from === week.span.from) return words.until(time(until))
    return until === week.span.until ? words.from(time(from)) : words.span(time(from), time(until))
  }
  const restIn = (watch: RotaWatch) => {
    const worked = contacts.worked.filter(({ personId }) => personId === watch.personId)
    if (!breaksRest(watch, restOf(worked, rota.now), rota.now)) return null
    return restText(worked, watch.personId, rota.now, { words: whole, locale, timeZone })
  }
  return (
    <ul>
      {cell.watches.map((watch) => {
        const { turn, swapped } = watch
        const key = `${turn.id} ${watch.from}`
        const span = spanOf(watch)
        const rest = restIn(watch)
        return (
          <li key={key}>
            <button
              ref={opened === key ? focus : null}
              type="button"
              className="rota-watch"
              aria-label={words.edit(
                domain,
                turn.order,
                nameOf(watch),
                [span || words.week, rest].filter(Boolean).join(', '),
              )}
              onClick={() => onTurn(turn, key)}
            >
              <span className="on-call-order num">{turn.order}</span>
              <span className="rota-name">
                {swapped && <Icon name="transfer" size={12} />}
                {nameOf(watch)}
                {watch.overlaps && (
                  <em className="rota-double">
                    <Icon name="warning" size={12} /> {words.double}
                  </em>
                )}
                {rest !== null && (
                  <em className="rota-rest">
                    <Icon name="pause" size={12} /> {rest}
                  </em>
                )}
                {span !== '' && <small>{span}</small>}
                {swapped && <small>{words.swapped(nameOf(turn))}</small>}
              </span>
            </button>
          </li>
        )
      })}
      {cell.holes.map((hole) => {
        const key = `${cell.domain} ${hole.from}`
        const whole = hole.from === week.span.from && hole.until === week.span.until
        const span = whole ? '' : words.span(time(hole.from), time(hole.until))
        return (
          <li key={key}>
            <button
              ref={opened === key ? focus : null}
              type="button"
              className="rota-watch rota-hole"
              aria-label={`${words.fill}, ${words.nobodyIn(domain, span || shortDate(hole.from, timeZone, locale))}`}
              onClick={() => onAdd(cell.domain, hole, key)}
            >
              <Icon name="warning" size={14} />
              <span className="rota-name">
                {words.nobodyShort}
                {span !== '' && <small>{span}</small>}
              </span>
            </button>
          </li>
        )
      })}
      <li className="rota-add">
        <button
          ref={opened === `${cell.domain} add ${week.span.from}` ? focus : null}
          type="button"
          aria-label={words.addIn(domain, shortDate(week.span.from, timeZone, locale))}
          onClick={() => onAdd(cell.domain, week.span, `${cell.domain} add ${week.span.from}`)}
        >
          <Icon name="plus" size={12} />
        </button>
      </li>
    </ul>
  )
}

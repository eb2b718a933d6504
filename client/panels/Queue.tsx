import './queue.css'
import { memo, useEffect, useRef, useState } from 'react'
import type { CallOut } from '../../shared/call-out/call-out.ts'
import { type Theme, themes } from '../../shared/catalogue/service.ts'
import type { Instant } from '../../shared/instant.ts'
import { type Ticket, ticketReference } from '../../shared/ticket/ticket.ts'
import { HARD, unbroken } from '../../shared/typography.ts'
import { domainWords } from '../../shared/words.ts'
import { CrewGlyph } from '../design/CrewGlyph.tsx'
import { clockTime } from '../design/format.ts'
import { RADIUS, ticketFigure } from '../design/glyph.ts'
import { Icon } from '../design/Icon.tsx'
import { TicketGlyph } from '../design/TicketGlyph.tsx'
import { select } from '../intent/select.ts'
import { useNow } from '../react/use-now.ts'
import { useScreen } from '../react/use-screen.ts'
import { usePreferences, useWords } from '../react/use-words.ts'
import { STEP_APPEARANCE } from '../store/crew-row.ts'
import {
  noFilter,
  type QueueFilter,
  type QueueGroup,
  type QueueRow,
  type Queue as QueueRows,
  queueOf,
  rowsOf,
} from '../store/queue.ts'
import { callOutMark } from './call-out-text.ts'
import { clockText } from './clock-text.ts'
import { HandedFoot } from './HandedFoot.tsx'
import { ToTell } from './ToTell.tsx'
import { Unattended } from './Unattended.tsx'

interface QueueProps {
  filter: QueueFilter
  onFilter(filter: QueueFilter): void
}

/** What nobody has begun; what was handed on without anybody knowing comes after it, before what is under way. */
const TO_BEGIN: readonly QueueGroup[] = ['to_locate', 'to_dispatch']

/** The queue: every open ticket, what will breach first on top of its group; and what was handed to whoever does not know of it. */
export function Queue({ filter, onFilter, onTell }: QueueProps & { onTell(ticket: Ticket): void }) {
  const words = useWords()
  const board = useScreen((state) => state.board)
  const catalogues = useScreen((state) => state.catalogues)
  const ready = useScreen((state) => state.feed.logId !== null)
  const all = queueOf(board, catalogues, noFilter)
  const queue = queueOf(board, catalogues, filter)
  const shown = rowsOf(queue, filter.group)
  const isShown = (group: QueueGroup) => filter.group === null || filter.group === group
  return (
    <nav className="queue" aria-label={words.queue.title} id="queue" tabIndex={-1}>
      <header className="queue-head">
        <Tabs all={all} filter={filter} onFilter={onFilter} />
        <ThemeFilters filter={filter} onFilter={onFilter} />
      </header>
      <div className="queue-rows">
        {TO_BEGIN.map((group) => isShown(group) && <Group key={group} group={group} rows={queue[group]} />)}
        {filter.group === null && (
          <>
            <ToTell onAsk={onTell} />
            <Unattended />
          </>
        )}
        {isShown('in_progress') && <Group group="in_progress" rows={queue.in_progress} />}
        {shown.length === 0 && (
          <Empty ready={ready} filtered={rowsOf(all, null).length > 0} onClear={() => onFilter(noFilter)} />
        )}
      </div>
      <HandedFoot onGo={() => onFilter({ ...filter, group: null })} />
    </nav>
  )
}

function Tabs({ all, filter, onFilter }: QueueProps & { all: QueueRows }) {
  const words = useWords()
  const total = rowsOf(all, null).length
  const tabs: { group: QueueGroup | null; text: string; count: number }[] = [
    { group: null, text: words.queue.title, count: total },
    { group: 'to_dispatch', text: words.queue.groups.to_dispatch, count: all.to_dispatch.length },
    { group: 'in_progress', text: words.queue.groups.in_progress, count: all.in_progress.length },
  ]
  return (
    <div className="queue-tabs">
      {tabs.map(({ group, text, count }) => (
        <button
          key={text}
          type="button"
          className="queue-tab"
          aria-pressed={filter.group === group}
          onClick={() => onFilter({ ...filter, group })}
        >
          {text} <span className="num">{count}</span>
        </button>
      ))}
    </div>
  )
}

function ThemeFilters({ filter, onFilter }: QueueProps) {
  const { locale } = usePreferences()
  const words = useWords()
  const [open, setOpen] = useState(false)
  const element = useRef<HTMLDivElement>(null)
  const close = () => setOpen(false)
  const toggle = (theme: Theme) => {
    const chosen = new Set(filter.themes)
    if (!chosen.delete(theme)) chosen.add(theme)
    onFilter({ ...filter, themes: chosen })
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Esc and leaving close what its button opened
    <div
      ref={element}
      className="queue-filter"
      onBlur={({ relatedTarget }) => !element.current?.contains(relatedTarget) && close()}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !open) return
        event.stopPropagation()
        close()
      }}
    >
      <button
        type="button"
        className="top-icon"
        aria-expanded={open}
        aria-label={words.queue.filterByTheme}
        title={words.queue.filterByTheme}
        data-filtered={filter.themes.size > 0}
        onClick={() => setOpen(!open)}
      >
        <Icon name="filter" size={16} />
      </button>
      <fieldset className="menu-items" aria-label={words.queue.filterByTheme} hidden={!open}>
        {themes.map((theme) => (
          <button
            key={theme}
            type="button"
            aria-pressed={filter.themes.has(theme)}
            onClick={() => toggle(theme)}
          >
            <svg width={18} height={18} viewBox="-17 -17 34 34" aria-hidden="true">
              <path
                d={ticketFigure(theme, RADIUS[3])}
                fill="none"
                stroke="currentColor"
                strokeWidth={2}
                strokeLinejoin="round"
              />
            </svg>
            {domainWords[locale].theme[theme]}
          </button>
        ))}
      </fieldset>
    </div>
  )
}

function Group({ group, rows }: { group: QueueGroup; rows: readonly QueueRow[] }) {
  const words = useWords()
  const selected = useScreen((state) => state.selected)
  const hazards = useScreen((state) => state.hazards)
  const callOuts = useScreen((state) => state.board.callOuts)
  if (rows.length === 0) return null
  return (
    <section aria-label={words.queue.groups[group]}>
      <h2 className="queue-group">
        {words.queue.groups[group]} <span className="num">{rows.length}</span>
      </h2>
      <ul>
        {rows.map((row) => (
          <Row
            key={row.ticket.id}
            ticket={row.ticket}
            service={row.service}
            assignment={row.lead?.assignment ?? null}
            crew={row.lead?.crew ?? null}
            able={row.able}
            guard={row.guard}
            reinforcementAsked={row.reinforcementAsked}
            hazardUntil={hazards.get(row.ticket.id) ?? null}
            callOut={callOuts.get(row.ticket.id) ?? null}
            selected={row.ticket.id === selected}
          />
        ))}
      </ul>
    </section>
  )
}

interface RowProps {
  ticket: QueueRow['ticket']
  service: QueueRow['service']
  assignment: NonNullable<QueueRow['lead']>['assignment'] | null
  crew: NonNullable<QueueRow['lead']>['crew'] | null
  able: QueueRow['able']
  guard: QueueRow['guard']
  reinforcementAsked: boolean
  /** Until when there is a hazard in reach; null where there is none. */
  hazardUntil: Instant | null
  callOut: CallOut | null
  selected: boolean
}

/** Rendered again only when its own ticket, crew or selection changes, and each second for its clock. */
const Row = memo(function Row(props: RowProps) {
  const {
    ticket,
    service,
    assignment,
    crew,
    able,
    guard,
    reinforcementAsked,
    hazardUntil,
    callOut,
    selected,
  } = props
  const words = useWords()
  const { locale } = usePreferences()
  const now = useNow()
  const timeZone = useScreen((state) => state.city?.timeZone ?? 'UTC')
  const usualTimes = useScreen((state) => state.usualTimes)
  const nearestSeconds = useScreen((state) => state.nearest.get(ticket.id) ?? null)
  const district = useScreen(
    (state) => state.city?.districts.find(({ code }) => code === ticket.district)?.short,
  )
  const element = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (selected) element.current?.scrollIntoView({ block: 'nearest' })
  }, [selected])

  const hazard = hazardUntil !== null && now < hazardUntil
  const lead = assignment !== null && crew !== null ? { assignment, crew } : null
  const { clock, figure, tone, measures } = clockText(
    { ticket, service, able, guard, callOut, usualTimes, nearestSeconds },
    now,
    timeZone,
    locale,
    words,
  )
  const title = service?.name[locale] ?? ticket.serviceCode
  const place = ticket.address ?? words.queue.noPlace
  const appearance = (assignment && STEP_APPEARANCE[assignment.status]) ?? null
  const called = callOut === null ? null : callOutMark(callOut, words, locale)
  const state =
    lead === null
      ? (called?.text ?? measures)
      : `${lead.crew.callSign} ${domainWords[locale].assignment[lead.assignment.status]}`
  const label = {
    reference: ticketReference(ticket),
    title,
    priority: ticket.priority,
    place,
    clock: figure,
    state: [hazard && words.queue.hazard, reinforcementAsked && words.reinforcement.asked, state]
      .filter(Boolean)
      .join(', '),
  }
  return (
    <li>
      <button
        ref={element}
        type="button"
        className="queue-row"
        aria-current={selected}
        aria-label={words.queue.rowLabel(label)}
        data-ticket={ticket.number}
        onClick={() => select(ticket.id)}
      >
        <span className="queue-glyph">
          <TicketGlyph
            theme={service?.theme ?? 'tranquillity'}
            priority={ticket.priority}
            clock={clock}
            placed={ticket.position !== null}
            reports={ticket.reports}
          />
          {hazard && (
            <span className="queue-hazard" title={words.queue.hazard}>
              <Icon name="warning" size={16} />
            </span>
          )}
        </span>
        <span className="queue-line">
          <span className="queue-title ellipsis">{title}</span>
          <span className={`queue-figure num ${tone}`}>
            {tone === 'predicted' && <Icon name="warning" size={14} />}
            {tone === 'reached' && figure !== '' && <Icon name="check" size={12} />}
            {figure}
          </span>
        </span>
        <span className="queue-line">
          <span className="queue-place ellipsis">
            {reinforcementAsked && (
              <b className="reinforcement-mark">
                <Icon name="people" size={12} /> {words.reinforcement.asked}
              </b>
            )}
            {ticket.position === null ? `«${HARD}${place}${HARD}»` : place}
            {district !== undefined && <span className="queue-district"> · {district}</span>}
          </span>
          <span className="queue-state">
            {appearance !== null && lead !== null ? (
              <>
                <CrewGlyph appearance={appearance} size={16} />
                <span className="call-sign">{unbroken(lead.crew.callSign)}</span>
              </>
            ) : called !== null ? (
              <span className={`queue-call-out${called.alarmed ? ' alarmed' : ''}`}>
                <Icon name="phone" size={12} /> {called.text}
              </span>
            ) : ticket.position === null ? (
              words.queue.toLocate
            ) : (
              measures
            )}
          </span>
        </span>
      </button>
    </li>
  )
})

function Empty({ ready, filtered, onClear }: { ready: boolean; filtered: boolean; onClear(): void }) {
  const words = useWords()
  const { locale } = usePreferences()
  const timeZone = useScreen((state) => state.city?.timeZone ?? 'UTC')
  const last = useScreen(
    (state) => state.recent.find(({ event }) => event.type === 'ticket_received')?.at ?? null,
  )
  const slow = useSlow(!ready)
  if (!ready) return slow ? <p className="queue-empty">{words.queue.loading}</p> : <Outlines />
  if (!filtered)
    return (
      <p className="queue-empty">
        {words.queue.empty(last === null ? null : clockTime(last, timeZone, locale))}
      </p>
    )
  return (
    <p className="queue-empty">
      {words.queue.filtered}{' '}
      <button type="button" className="button" onClick={onClear}>
        {words.queue.clearFilters}
      </button>
    </p>
  )
}

function Outlines() {
  return (
    <div aria-hidden="true">
      {Array.from({ length: 8 }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: outlines have no identity
        <div key={index} className="queue-outline" />
      ))}
    </div>
  )
}

const SLOW_MS = 3_000

/** True once something has been awaited for three seconds. */
function useSlow(waiting: boolean): boolean {
  const [slow, setSlow] = useState(false)
  useEffect(() => {
    if (!waiting) return
    const timer = setTimeout(() => setSlow(true), SLOW_MS)
    return () => clearTimeout(timer)
  }, [waiting])
  return waiting && slow
}

import { Count } from '../react/Count.tsx'
import './queue.css'
import { useEffect, useRef, useState } from 'react'
import { type Theme, themes } from '../../shared/catalogue/service.ts'
import type { Ticket } from '../../shared/ticket/ticket.ts'
import { domainWords } from '../../shared/words.ts'
import { clockTime } from '../design/format.ts'
import { RADIUS, ticketFigure } from '../design/glyph.ts'
import { Icon } from '../design/Icon.tsx'
import { useScreen } from '../react/use-screen.ts'
import { usePreferences, useWords } from '../react/use-words.ts'
import {
  noFilter,
  type QueueFilter,
  type QueueGroup,
  type QueueRow,
  type Queue as QueueRows,
  queueOf,
  rowsOf,
} from '../store/queue.ts'
import { HandedFoot } from './HandedFoot.tsx'
import { TicketRow } from './TicketRow.tsx'
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
          {text} <Count of={count} />
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
        {words.queue.groups[group]} <Count of={rows.length} />
      </h2>
      <ul>
        {rows.map((row) => (
          <TicketRow
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

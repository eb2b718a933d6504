import { type RefObject, useEffect, useRef } from 'react'
import { flushSync } from 'react-dom'
import { mayReachOnCall } from '../../shared/authority.ts'
import { openAssignments } from '../../shared/board.ts'
import type { Ticket } from '../../shared/ticket/ticket.ts'
import { callOutKey } from '../intent/call-out.ts'
import { hazardChosen } from '../intent/closure.ts'
import { divertProposed, explainChoice, sendGuard, sendSuggested, undoLast } from '../intent/dispatch.ts'
import { joinLikest } from '../intent/join.ts'
import { confirmContact, sayOnlyStep } from '../intent/radio.ts'
import { lookAt, select, toggleFollow, unfollow } from '../intent/select.ts'
import { unattended } from '../intent/unattended.ts'
import { crewToContact } from '../intent/welfare.ts'
import type { CityMap } from '../map/city-map.ts'
import { goToHanded } from '../panels/HandedFoot.tsx'
import { focusNote, type Question } from '../panels/TicketPanel.tsx'
import { muteFor } from '../sound/sound.ts'
import { serverNow } from '../store/clock.ts'
import { preferences } from '../store/preferences.ts'
import { type QueueFilter, queueOf, rowsOf } from '../store/queue.ts'
import { screen } from '../store/screen-store.ts'
import { chosenPlaces } from './MapControls.tsx'
import { type Shortcut, shortcutOf } from './shortcuts.ts'
import { CHOICE_REASONS } from './Toasts.tsx'
import type { Drawing } from './use-drawing.ts'
import type { ReachWork } from './use-reach.ts'

const MUTE_MS = 30_000
const REGIONS = ['queue', 'panel', 'crew-board']

/** What the keys of the console work on. */
interface Hands {
  /** A dialog is open, which has keys of its own. */
  asleep: boolean
  filter: QueueFilter
  map: RefObject<CityMap | null>
  locating: boolean
  setLocating(locating: boolean): void
  setQuestion(question: Question): void
  setTelling(ticket: Ticket): void
  setHelp(help: boolean): void
  setLog(log: boolean): void
  setOnCall(onCall: boolean): void
  setBoardOpen(change: (open: boolean) => boolean): void
  drawing: Drawing
  /** True where a place was looked at. */
  leavePlace(): boolean
  reach: ReachWork
}

/** The keys of the console: each does what its button does, wherever the focus is but in a field. */
export function useShortcuts(hands: Hands): void {
  const current = useRef(hands)
  current.current = hands
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const shortcut = shortcutOf(event, preferences.getState().singleKeys)
      const typing =
        event.target instanceof HTMLElement &&
        event.target.matches('input:not([type=checkbox]), textarea, select')
      if (shortcut === null || event.repeat || typing || current.current.asleep) return
      if (perform(shortcut, current.current)) event.preventDefault()
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [])
}

/** Does what a key asks; false where it had nothing to do it to. */
function perform(shortcut: Shortcut, hands: Hands): boolean {
  const map = hands.map.current
  switch (shortcut.do) {
    case 'move':
      return move(shortcut.step, hands.filter)
    case 'undo':
      undoLast()
      return true
    case 'search':
      document.getElementById('command')?.focus()
      return true
    case 'help':
      hands.setHelp(true)
      return true
    case 'log':
      hands.setLog(true)
      return true
    case 'on_call': {
      const { session } = screen.getState()
      const may = session !== null && mayReachOnCall(session.role) !== 'nobody'
      if (may) hands.setOnCall(true)
      return may
    }
    case 'filters':
      document.querySelector<HTMLElement>('.queue-head button')?.focus()
      return true
    case 'board':
      hands.setBoardOpen((open) => !open)
      return true
    case 'mute':
      muteFor(MUTE_MS)
      return true
    case 'zoom_in':
    case 'zoom_out':
      map?.zoomBy(shortcut.do === 'zoom_in' ? 1 : -1)
      return true
    case 'fit':
      map?.fit(chosenPlaces())
      return true
    case 'whole_city':
      map?.wholeCity()
      return true
    case 'close_street':
      hands.drawing.closeFor(hazardChosen(screen.getState()), true)
      return true
    case 'reach':
      hands.reach.toggle()
      return true
    case 'follow':
      return toggleFollow()
    case 'contacted':
      return contacted()
    case 'join':
      return joinLikest()
    case 'tell':
      return tellOldest(hands)
    case 'handed':
      return goToHanded()
    case 'regions':
      return nextRegion()
    case 'escape':
      if (hands.locating) hands.setLocating(false)
      else if (!skipWhy() && !hands.leavePlace() && !hands.reach.leave() && !unfollow() && !leaveCrew())
        select(null)
      return true
    default:
      return onTicket(shortcut, hands)
  }
}

/** Asks how the partner was told that has waited longest for it. */
function tellOldest({ setTelling }: Hands): boolean {
  const [oldest] = unattended.getState().toTell
  if (oldest !== undefined) setTelling(oldest)
  return oldest !== undefined
}

/** What needs a chosen ticket. */
function onTicket(shortcut: Extract<Shortcut, { do: unknown }>, hands: Hands): boolean {
  const { selected, board } = screen.getState()
  const ticket = selected === null ? undefined : board.tickets.get(selected)
  if (shortcut.do === 'send' && answerWhy(shortcut.rank)) return true
  if (ticket === undefined) return false
  const engaged = openAssignments(board.assignments.values(), { ticketId: ticket.id })
  // What one acts on is in front of one: a crew that was looked at gives its place back to the ticket.
  leaveCrew()
  switch (shortcut.do) {
    case 'send':
      sendSuggested(shortcut.rank)
      return true
    case 'divert':
      divertProposed()
      return true
    case 'guard':
      sendGuard()
      return true
    case 'note':
      focusNote()
      return true
    case 'place':
      hands.setQuestion({ ask: 'note' })
      return true
    case 'locate':
      hands.setLocating(true)
      return true
    case 'recall':
      if (engaged.length > 0) hands.setQuestion('recall')
      return true
    case 'step':
      if (!sayOnlyStep(engaged) && engaged.length > 0) hands.setQuestion('step')
      return true
    case 'call_out':
      return callOutKey(ticket)
    case 'transfer':
    case 'priority':
    case 'type':
    case 'close':
    case 'cancel':
      hands.setQuestion(shortcut.do)
      return true
    default:
      return false
  }
}

/** While a toast asks why another crew was sent, digits answer it; they send nobody. */
function answerWhy(rank: number): boolean {
  const asking = screen.getState().toasts.findLast(({ why }) => why !== null)
  const reason = CHOICE_REASONS[rank - 1]
  if (asking?.why == null || reason === undefined) return false
  explainChoice(asking.id, asking.why.assignmentId, reason)
  return true
}

function skipWhy(): boolean {
  const asking = screen.getState().toasts.some(({ why }) => why !== null)
  if (asking) screen.setState(({ toasts }) => ({ toasts: toasts.map((one) => ({ ...one, why: null })) }))
  return asking
}

/** Goes back from the crew that is looked at to the ticket; true where there was one. */
function leaveCrew(): boolean {
  const looking = screen.getState().lookedAt !== null
  if (looking) flushSync(() => lookAt(null))
  return looking
}

/** A key pressed twice must not speak for the next crew on the list as well. */
const ONE_CONTACT_MS = 2_000
let contactedAt = Number.NEGATIVE_INFINITY

function contacted(): boolean {
  const crewId = crewToContact(screen.getState(), serverNow())
  if (crewId === null || performance.now() - contactedAt < ONE_CONTACT_MS) return false
  contactedAt = performance.now()
  confirmContact(crewId)
  return true
}

function move(step: 1 | -1 | 'first' | 'last', filter: QueueFilter): boolean {
  const { board, catalogues, selected } = screen.getState()
  const rows = rowsOf(queueOf(board, catalogues, filter), filter.group)
  const at = rows.findIndex(({ ticket }) => ticket.id === selected)
  const last = rows.length - 1
  const next =
    step === 'first' ? 0 : step === 'last' ? last : at < 0 ? 0 : Math.min(last, Math.max(0, at + step))
  const row = rows[next]
  if (row === undefined) return false
  select(row.ticket.id)
  return true
}

function nextRegion(): boolean {
  const at = REGIONS.findIndex((id) => document.getElementById(id)?.contains(document.activeElement))
  document.getElementById(REGIONS[(at + 1) % REGIONS.length] ?? '')?.focus()
  return true
}

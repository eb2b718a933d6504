import { useEffect } from 'react'
import type { Ticket } from '../../shared/ticket/ticket.ts'
import { joinLikestHere, undoHere } from '../intent/service-join.ts'
import { chooseTicket } from '../intent/service-list.ts'
import { lastTick } from '../store/clock.ts'
import { preferences } from '../store/preferences.ts'
import { screen } from '../store/screen-store.ts'
import { groupsOf, serviceGroups, serviceState } from '../store/service-list.ts'
import type { ServiceQuestion } from './ServiceAsk.tsx'

const ASKS: Record<string, ServiceQuestion> = { p: 'take', c: 'close', r: 'giveBack' }

/** The keys of the screen: arrows choose, a letter asks. Nothing is heard in fields and dialogs. */
export function useServiceKeys(ticket: Ticket | undefined, ask: (question: ServiceQuestion) => void): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const { target, key, altKey, ctrlKey, metaKey } = event
      if (target instanceof Element && target.closest('input, textarea, select, dialog') !== null) return
      if (ctrlKey || metaKey) {
        if (key.toLowerCase() === 'z' && undoHere()) event.preventDefault()
        return
      }
      if (altKey === preferences.getState().singleKeys) return
      const question = ASKS[key.toLowerCase()]
      if (key === 'ArrowDown' || key === 'ArrowUp') chooseNext(key === 'ArrowDown' ? 1 : -1)
      else if (key === 'Escape') chooseTicket(null)
      else if (ticket === undefined) return
      else if (key.toLowerCase() === 'n') document.getElementById('service-note')?.focus()
      else if (key.toLowerCase() === 'a') {
        if (!joinLikestHere(ticket)) return
      } else if (question !== undefined && ticket.status === 'transferred') ask(question)
      else return
      event.preventDefault()
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [ticket, ask])
}

/** The next ticket as the list shows them, or the one before. */
function chooseNext(step: 1 | -1): void {
  const { list } = serviceState.getState()
  if (list === null) return
  const groups = groupsOf(list, lastTick())
  const ids = serviceGroups.flatMap((group) => groups[group].map(({ id }) => id))
  const { selected } = screen.getState()
  const at = selected === null ? (step === 1 ? -1 : ids.length) : ids.indexOf(selected)
  const next = ids[at + step]
  if (next !== undefined) chooseTicket(next)
}

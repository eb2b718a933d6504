import { Count } from '../react/Count.tsx'
import './handed-tickets.css'
import { useEffect } from 'react'
import { flushSync } from 'react-dom'
import { useStore } from 'zustand'
import { SECOND } from '../../shared/instant.ts'
import { roughDuration } from '../../shared/typography.ts'
import { Icon } from '../design/Icon.tsx'
import { followUnattended, handedSince, unattended } from '../intent/unattended.ts'
import { useNow } from '../react/use-now.ts'
import { useScreen } from '../react/use-screen.ts'
import { useWords } from '../react/use-words.ts'

const ID = 'queue-foot'

/**
 * Under the queue, however long it is and whatever it is filtered by: how many tickets are in the hands of whoever does
 * not know of it, and for how long the oldest has been. Leads to them.
 */
export function HandedFoot({ onGo }: { onGo(): void }) {
  const words = useWords().unattended
  const role = useScreen((state) => state.session?.role)
  const list = useStore(unattended)
  const now = useNow()
  // biome-ignore lint/correctness/useExhaustiveDependencies: who may see them is said by the session
  useEffect(() => followUnattended(), [role])
  const since = handedSince(list)
  if (since === null) return null
  const go = () => {
    flushSync(onGo)
    const group = document.querySelector<HTMLElement>('[data-handed]')
    const rows = group?.parentElement
    if (group === null || rows == null) return
    rows.scrollTop += group.getBoundingClientRect().top - rows.getBoundingClientRect().top
    group.querySelector('button')?.focus({ preventScroll: true })
  }
  const { tickets, toTell } = list
  return (
    <button id={ID} type="button" className="queue-foot" title={words.go} onClick={go}>
      <span className="queue-foot-counts">
        {toTell.length > 0 && (
          <span className="queue-handed">
            <Icon name="phone" size={14} /> {words.toTell} <Count of={toTell.length} />
          </span>
        )}
        {tickets.length > 0 && (
          <span className="queue-handed">
            <Icon name="warning" size={14} /> {words.title} <Count of={tickets.length} />
          </span>
        )}
      </span>
      <span className="caption">{words.oldest(roughDuration(Math.max(0, now - since) / SECOND))}</span>
      <kbd className="key">H</kbd>
    </button>
  )
}

/** Does what a press on the foot does; false where nothing waits there. */
export function goToHanded(): boolean {
  const foot = document.getElementById(ID)
  foot?.click()
  return foot !== null
}

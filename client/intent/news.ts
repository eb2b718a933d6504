import type { StoredEvent } from '../../shared/event.ts'
import { unbroken } from '../../shared/typography.ts'
import { play } from '../sound/sound.ts'
import { announce } from '../store/announcement.ts'
import { preferences } from '../store/preferences.ts'
import type { ScreenState } from '../store/screen-store.ts'
import { currentWords } from '../store/words.ts'

/** Ten arrivals in ten seconds make one sentence. */
const CROWD = 10
const CROWD_MS = 10_000
let arrivals: number[] = []

/** Lets a post hear and read aloud what just happened and matters. Crews have sounds of their own. */
export function news(events: readonly StoredEvent[], { session, services, board }: ScreenState): void {
  if (session === null || session.role === 'crew') return
  const words = currentWords().toast
  for (const { event } of events) {
    if (event.type === 'distress_raised') {
      play('distress')
      announce(words.distress(unbroken(board.crews.get(event.crewId)?.callSign ?? '')), true)
    } else if (event.type === 'ticket_received') {
      const { priority, serviceCode, address } = event.ticket
      const { locale } = preferences.getState()
      const title = services.get(serviceCode)?.name[locale] ?? serviceCode
      arrived(priority, words.newUrgent(title, address ?? ''), words.manyNew)
    }
  }
}

function arrived(priority: number, urgent: string, many: (count: number) => string): void {
  const now = Date.now()
  arrivals = [...arrivals.filter((at) => at > now - CROWD_MS), now]
  if (arrivals.length === CROWD) announce(many(CROWD))
  if (priority === 1) {
    play('urgent')
    announce(urgent, true)
  } else if (priority === 2 && arrivals.length < CROWD) play('arrival')
}

import { boardOf } from '../../shared/board.ts'
import { type Command, sentCommandSchema } from '../../shared/command.ts'
import type { TicketId } from '../../shared/id.ts'
import type { Answer } from '../../shared/protocol/live.ts'
import {
  fetchServiceAlike,
  fetchServiceList,
  fetchServiceTicket,
  postServiceCommand,
} from '../feed/service.ts'
import { ApiError, fetchCity } from '../feed/session.ts'
import { heardAlike, ticketKey } from '../store/alike.ts'
import { announce } from '../store/announcement.ts'
import { screen, setCity } from '../store/screen-store.ts'
import { serviceState } from '../store/service-list.ts'
import { refusalText } from './answer.ts'
import { readCatalogue } from './catalogues.ts'

const EVERY_MS = 4_000
/** A word that was not heard is said again so often, this long after. */
const TRIES = 5
const AGAIN_MS = 1_500

let reading: Promise<void> | null = null

/** Reads the list again and again, and with it the ticket that is looked at. Returns what stops it. */
export function followServiceList(): () => void {
  let timer: ReturnType<typeof setTimeout> | null = null
  let stopped = false
  const next = async () => {
    await readServiceList()
    if (!stopped) timer = setTimeout(next, EVERY_MS)
  }
  next()
  return () => {
    stopped = true
    if (timer !== null) clearTimeout(timer)
  }
}

/** Reads the list now; whoever asks meanwhile waits for the same answer. */
function readServiceList(): Promise<void> {
  reading ??= read().finally(() => {
    reading = null
  })
  return reading
}

async function read(): Promise<void> {
  try {
    if (screen.getState().city === null) setCity(await fetchCity())
    const list = await fetchServiceList()
    const tickets = [...list.open, ...list.closed]
    const { catalogueVersion } = list
    const listed = { tickets, crews: [], assignments: [], closures: [], catalogueVersion }
    const wanted = new Set([catalogueVersion, ...tickets.map((ticket) => ticket.catalogueVersion)])
    await Promise.all([...wanted].map(readCatalogue))
    screen.setState({ board: boardOf(listed) })
    const { selected } = screen.getState()
    if (selected !== null) await readTicket(selected)
    serviceState.setState({ list, silentSince: null })
  } catch (error) {
    heardNothing(error)
  }
}

function heardNothing(error: unknown): void {
  if (!(error instanceof ApiError)) throw error
  if (error.status === 401) screen.setState({ session: null })
  else serviceState.setState(({ silentSince }) => ({ silentSince: silentSince ?? Date.now() }))
}

/** Null where it has ended, was taken back, or given back from another desk: the list tells. */
function unlessGone<T>(asked: Promise<T>): Promise<T | null> {
  return asked.catch((error) => {
    if (error instanceof ApiError && error.status === 404) return null
    throw error
  })
}

async function readTicket(ticketId: TicketId): Promise<void> {
  const isInHand = screen.getState().board.tickets.get(ticketId)?.status === 'transferred'
  const [detail, alike] = await Promise.all([
    unlessGone(fetchServiceTicket(ticketId)),
    isInHand ? unlessGone(fetchServiceAlike(ticketId)) : null,
  ])
  heardAlike.setState({ answers: new Map([[ticketKey(ticketId), alike ?? []]]) })
  if (detail !== null) screen.setState({ details: new Map([[ticketId, detail]]) })
}

/** Looks at a ticket of the list, or at none. */
export async function chooseTicket(ticketId: TicketId | null): Promise<void> {
  screen.setState({ selected: ticketId })
  if (ticketId !== null) await readTicket(ticketId).catch(heardNothing)
}

/** Says a command until it is answered; `done` is told once it was accepted. True where it was. */
export async function saySomething(command: Command, done: string): Promise<boolean> {
  serviceState.setState({ busy: true, said: null })
  const answer = await untilAnswered(command)
  const accepted = answer.status === 'accepted'
  const text = accepted ? done : refusalText(answer.refusal)
  announce(text, !accepted)
  await readServiceList()
  serviceState.setState({ busy: false, said: { text, refused: !accepted, undo: null } })
  return accepted
}

async function untilAnswered(command: Command): Promise<Answer> {
  const sent = sentCommandSchema.parse({ id: crypto.randomUUID(), command })
  for (let tries = 1; ; tries += 1) {
    const answer = await postServiceCommand(sent)
    const heard = answer.status === 'accepted' || answer.refusal.code !== 'unavailable'
    if (heard || tries === TRIES) return answer
    await new Promise((settle) => setTimeout(settle, AGAIN_MS))
  }
}

import type { Answer } from '../../shared/catalogue/answer.ts'
import type { Question } from '../../shared/catalogue/question.ts'
import { noteIdSchema, type TicketId } from '../../shared/id.ts'
import type { Answer as ServerAnswer } from '../../shared/protocol/live.ts'
import { plainText } from '../../shared/text.ts'
import { forgetCalls, type KeptCall, keepCalls, keptCalls } from '../device/kept-calls.ts'
import { answered, type Call, changed, commandOf, isBegun, newCall, nextSubject } from '../store/call.ts'
import { calls, forgetAllCalls } from '../store/calls-store.ts'
import { screen, servicesInForce } from '../store/screen-store.ts'
import { currentWords } from '../store/words.ts'
import { refusalText } from './answer.ts'
import { send } from './send.ts'
import { toast } from './toast.ts'

const MOST_PLACES = 3

/** Takes up what this device keeps for an account, sends what was on its way, and keeps what changes. Returns what stops it. */
export function openCalls(account: string): () => void {
  const aside = keptCalls(localStorage, account, Date.now())
  calls.setState({ aside })
  const stop = calls.subscribe((state, before) => {
    if (state.ringing !== before.ringing) answerIfFree()
    if (state.call === before.call && state.aside === before.aside) return
    const current = isBegun(state.call) ? [asDraft(state.call)] : []
    const kept = keepCalls(localStorage, account, [...current, ...state.aside])
    if (kept === state.unkept) calls.setState({ unkept: !kept })
  })
  const resend = screen.subscribe(sendWaiting)
  sendWaiting()
  answerIfFree()
  return () => {
    stop()
    resend()
    onTheirWay.clear()
    forgetAllCalls()
  }
}

/** Erases what this device keeps of calls. */
export function eraseCalls(): void {
  forgetCalls(localStorage)
  forgetAllCalls()
}

type Change = Parameters<typeof changed>[1]

export function changeCall(change: Change): void {
  calls.setState(({ call }) => ({ call: changed(call, change, Date.now()) }))
}

export function answerQuestion(question: Question, answer: Answer | undefined): void {
  calls.setState(({ call }) => ({ call: answered(call, question, answer) }))
}

/** Keeps the call for later, and is ready for the next one; false where there was nothing to keep. */
export function putCallAside(): boolean {
  const { call, aside } = calls.getState()
  const begun = isBegun(call)
  calls.setState({ call: newCall(), aside: begun ? [asDraft(call), ...aside] : aside })
  return begun
}

export function resumeCall(id: string): void {
  const kept = calls.getState().aside.find(({ call }) => call.id === id)
  if (kept === undefined) return
  putCallAside()
  calls.setState(({ aside }) => ({ call: kept.call, aside: aside.filter((one) => one !== kept) }))
}

/** Erases an interrupted call. */
export function dropCall(id: string): void {
  calls.setState(({ aside }) => ({ aside: aside.filter(({ call }) => call.id !== id) }))
}

/** Takes the call that rings; the one in hand is kept. */
export function takeRinging(): void {
  const { ringing } = calls.getState()
  if (ringing === null) return
  putCallAside()
  calls.setState({ call: { ...newCall(ringing.phone), startedAt: Date.now() }, ringing: null })
}

export function letRing(): void {
  calls.setState({ ringing: null })
}

/** The telephone is answered by itself where nobody is being talked to. */
function answerIfFree(): void {
  if (!isBegun(calls.getState().call)) takeRinging()
}

/**
 * Sends what the call is about, as one more report of a ticket or as one of its own; then the same caller goes on with
 * something else, or the next call begins.
 */
export function sendCall(then: 'end' | 'another', joins: Call['subject']['joins'] = null): void {
  const { call: told, aside, places } = calls.getState()
  const call = { ...told, subject: { ...told.subject, joins } }
  const { place } = call.subject
  const others = places.filter(({ lon, lat }) => lon !== place?.lon || lat !== place?.lat)
  calls.setState({
    call: then === 'end' ? newCall() : { ...nextSubject(call, null), id: crypto.randomUUID() },
    aside: [{ ...asDraft(call), state: 'sending' }, ...aside],
    places: place === null ? places : [place, ...others].slice(0, MOST_PLACES),
  })
  sendWaiting()
}

const onTheirWay = new Set<string>()

/** Sends what is to be sent and is not on its way yet; again after the page was closed, were it twice: it is one ticket. */
function sendWaiting(): void {
  const state = screen.getState()
  for (const { call, state: standing } of calls.getState().aside) {
    const { serviceCode, ticketId } = call.subject
    if (standing !== 'sending' || onTheirWay.has(ticketId)) continue
    const services = servicesInForce(state)
    // Its catalogue is still on its way.
    if (services.length === 0 || serviceCode === null) continue
    const service = services.find(({ code }) => code === serviceCode)
    onTheirWay.add(ticketId)
    if (service === undefined) {
      settle(call, { status: 'refused', refusal: { code: 'unknown_service', serviceCode } })
      continue
    }
    send(commandOf(call, service)).then((answer) => settle(call, answer))
  }
}

/** What became of a call: it is a ticket, or it is kept with the words of the refusal. */
function settle(call: Call, answer: ServerAnswer): void {
  const { ticketId } = call.subject
  onTheirWay.delete(ticketId)
  // An earlier page had sent it, and never heard so.
  const made = answer.status === 'accepted' || answer.refusal.code === 'already_exists'
  if (!made) {
    const refusal = refusalText(answer.refusal)
    const refused = (one: KeptCall): KeptCall =>
      one.call.subject.ticketId === ticketId ? { ...one, state: 'draft', refusal } : one
    calls.setState(({ aside }) => ({ aside: aside.map(refused) }))
    return
  }
  const number = answer.status === 'accepted' ? answer.ticketNumber : null
  calls.setState(({ call: current, aside }) => ({
    aside: aside.filter((one) => one.call.subject.ticketId !== ticketId),
    call: {
      ...current,
      sent: current.sent.map((one) => (one.ticketId === ticketId ? { ...one, number } : one)),
    },
  }))
  if (number !== null) toast({ text: currentWords().intake.sent(number) })
}

/** The caller rings about a ticket that there is: what is said goes to it as a note, and the caller was reached. */
export async function attachCall(ticketId: TicketId): Promise<void> {
  const { call } = calls.getState()
  const text = plainText(call.subject.description)
  const noteId = noteIdSchema.parse(crypto.randomUUID())
  const noted = text === '' ? null : send({ type: 'add_note', ticketId, noteId, text })
  const answer = await send({ type: 'call_back', ticketId })
  const refused = answer.status === 'refused' || (await noted)?.status === 'refused'
  // What was refused was told; the words stay on the screen.
  if (refused || calls.getState().call.id !== call.id) return
  calls.setState({ call: newCall() })
  if (answer.status === 'accepted' && answer.ticketNumber !== null)
    toast({ text: currentWords().intake.attached(answer.ticketNumber) })
}

function asDraft(call: Call): KeptCall {
  return { call, keptAt: Date.now(), state: 'draft', refusal: null }
}

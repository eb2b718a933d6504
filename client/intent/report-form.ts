import type { Answer } from '../../shared/catalogue/answer.ts'
import type { LonLat } from '../../shared/geo.ts'
import { instant, SECOND } from '../../shared/instant.ts'
import { forgetDraft, keepDraft, readDraft } from '../device/device-draft-store.ts'
import {
  fetchReference,
  fetchTown,
  fetchType,
  fetchTypes,
  isClosed,
  type Sending,
  sendReport,
} from '../feed/report.ts'
import { fetchPointAddress } from '../feed/session.ts'
import {
  fieldsOf,
  isBegun,
  keptDraft,
  maySendUnanswered,
  newDraft,
  problemsOf,
  type ReportDraft,
  type Standing,
  standingOf,
} from '../store/report-draft.ts'
import { type ReportState, report } from '../store/report-store.ts'
import { shrinkPicture } from './shrink-picture.ts'

/** Enough to see what is wrong, on a network that is slow. */
const LONGEST_SIDE = 1_600
export const MOST_PICTURES = 3
/** An address that comes later than this is not waited for. */
const LONGEST_MS = 10_000
/** Typing does not write at every letter. */
const KEEP_MS = 300

/** 128 random bits: no page but this one can send in its name. */
function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

const fresh = () => newDraft(newId(), Date.now())

/** Opens the form: on the report that was sent, where the address names it, else on what was begun here. */
export async function openForm(): Promise<void> {
  const token = /^#([\w-]{10,100})$/.exec(location.hash)?.[1]
  if (token !== undefined) return showSent(token)
  const kept = await readDraft().catch(() => ({ draft: undefined, pictures: [] }))
  const draft = keptDraft(kept.draft, Date.now())
  if (draft === undefined) forget()
  const pictures = draft === undefined ? [] : kept.pictures.map((blob, id) => ({ id, blob }))
  report.setState({
    draft: draft ?? fresh(),
    pictures,
    restored: draft !== undefined && isBegun(draft),
    sending: { state: draft?.unanswered ? 'unanswered' : 'idle' },
  })
  await load()
}

/** Reads the town and its types, and the questions of the type that is chosen. */
export async function load(): Promise<void> {
  report.setState({ loading: 'loading' })
  try {
    const [town, types] = await Promise.all([fetchTown(), fetchTypes()])
    report.setState({ town, types, loading: 'ready' })
  } catch (error) {
    report.setState({ loading: isClosed(error) ? 'closed' : 'unreachable' })
    return
  }
  await loadType()
}

/** Reads what is asked about the chosen type. */
export async function loadType(): Promise<void> {
  const code = report.getState().draft.serviceCode
  report.setState({ type: null, typeFailed: false })
  if (code === null) return
  const type = await fetchType(code).catch(() => null)
  if (report.getState().draft.serviceCode !== code) return
  report.setState({ type, typeFailed: type === null })
}

/** Changes the report in hand. One that may have been taken already stays as it was: see `modify`. */
export function change(part: Partial<Pick<ReportDraft, 'answers' | 'place' | 'description'>>): void {
  if (report.getState().draft.unanswered) return
  put({ ...report.getState().draft, ...part })
  if (report.getState().sending.state === 'refused') report.setState({ sending: { state: 'idle' } })
}

/** Takes a type, or none: what was answered about another counts for nothing. */
export function chooseType(serviceCode: string | null): void {
  if (report.getState().draft.unanswered) return
  put({ ...report.getState().draft, serviceCode, answers: {} })
  report.setState({ tried: false })
  loadType()
}

/**
 * Takes a point as the place: one that a device tells, so many `metres` off, is asked about; one that a person pointed at is
 * not (null). False where it is outside the town's territory.
 */
export async function pointAt(at: LonLat, metres: number | null): Promise<boolean> {
  const place = {
    kind: 'point' as const,
    at,
    label: null,
    district: null,
    metres,
    confirmed: metres === null,
  }
  change({ place })
  const found = await fetchPointAddress(at, AbortSignal.timeout(LONGEST_MS)).catch((error) => error)
  const { draft } = report.getState()
  // Another place was taken meanwhile.
  if (draft.place?.kind !== 'point' || draft.place.at !== at) return true
  if (isClosed(found)) {
    change({ place: null })
    return false
  }
  const told = found instanceof Error ? null : found
  const label = told?.nearest?.label ?? null
  change({ place: { ...draft.place, label, district: told?.district?.code ?? null } })
  return true
}

/** `undefined` takes the answer back. */
export function answerQuestion(code: string, answer: Answer | undefined): void {
  const { [code]: _before, ...others } = report.getState().draft.answers
  change({ answers: answer === undefined ? others : { ...others, [code]: answer } })
}

/** Adds a picture, shrunk and with nothing of its file but the pixels. False where it is none. */
export async function addPicture(file: Blob): Promise<boolean> {
  const blob = await shrinkPicture(file, LONGEST_SIDE)
  if (blob === null) return false
  const { pictures } = report.getState()
  const id = 1 + Math.max(-1, ...pictures.map((picture) => picture.id))
  if (pictures.length < MOST_PICTURES) report.setState({ pictures: [...pictures, { id, blob }] })
  keep()
  return true
}

export function removePicture(id: number): void {
  report.setState({ pictures: report.getState().pictures.filter((picture) => picture.id !== id) })
  keep()
}

/** What the report comes to now; undefined until the questions are there. */
export function standingNow({
  type,
  draft,
  town,
}: Pick<ReportState, 'type' | 'draft' | 'town'>): Standing | undefined {
  if (type === null || town === null) return undefined
  return standingOf(type, draft, town, instant(Date.now()))
}

/** Sends the report, unless something is missing; `urgently`, only answers may be. */
export async function send(urgently = false): Promise<void> {
  const state = report.getState()
  const { draft, pictures, sending } = state
  if (sending.state === 'sending') return
  const standing = standingNow(state)
  // The questions of one that went already need not be there: a page that was loaded anew sends it as it was.
  const problems = problemsOf(draft, standing)
  const allowed = urgently && standing !== undefined && maySendUnanswered(problems, standing)
  report.setState({ tried: true })
  if (standing === undefined || (problems.length > 0 && !allowed && !draft.unanswered)) return
  put({ ...draft, unanswered: true })
  report.setState({ sending: { state: 'sending' } })
  const fields = fieldsOf(draft, standing.assessment.asked)
  const outcome = await sendReport(
    draft.id,
    fields,
    pictures.map(({ blob }) => blob),
  )
  settle(outcome)
}

function settle(outcome: Sending): void {
  const { draft } = report.getState()
  if (outcome.state === 'taken') {
    history.replaceState(null, '', `#${outcome.taken.token}`)
    report.setState({
      taken: outcome.taken,
      sending: { state: 'idle' },
      pictures: [],
      draft: fresh(),
      tried: false,
    })
    forget()
  } else if (outcome.state === 'unanswered') report.setState({ sending: outcome })
  else {
    // The door said no: nothing was taken, and it may be changed.
    put({ ...draft, unanswered: false })
    report.setState({
      sending:
        outcome.state === 'wait' ? { state: 'wait', until: Date.now() + outcome.seconds * SECOND } : outcome,
    })
  }
}

/** Opens again what may have been taken, as a report of its own. */
export function modify(): void {
  put({ ...report.getState().draft, id: newId(), unanswered: false })
  report.setState({ sending: { state: 'idle' } })
}

/** Forgets the report in hand, on the device too, and begins another. */
export function begin(): void {
  history.replaceState(null, '', location.pathname)
  report.setState({
    draft: fresh(),
    pictures: [],
    type: null,
    restored: false,
    tried: false,
    sending: { state: 'idle' },
    taken: null,
    unknown: false,
  })
  forget()
  if (report.getState().loading !== 'ready') load()
}

/** What nobody answered goes by itself once there is a network. Returns what stops that. */
export function sendWhenOnline(): () => void {
  const online = () => {
    if (report.getState().sending.state === 'unanswered') send()
  }
  addEventListener('online', online)
  return () => removeEventListener('online', online)
}

async function showSent(token: string): Promise<void> {
  report.setState({ loading: 'ready', draft: fresh(), taken: { token, reference: null, partly: false } })
  await fetchReference(token).then(
    (reference) => report.setState({ taken: { token, reference, partly: false } }),
    () => report.setState({ unknown: true }),
  )
}

function put(draft: ReportDraft): void {
  report.setState({ draft: { ...draft, changedAt: Date.now() } })
  keep()
}

let keeping: ReturnType<typeof setTimeout> | undefined

function keep(): void {
  clearTimeout(keeping)
  keeping = setTimeout(() => {
    const { draft, pictures } = report.getState()
    // A browser that keeps nothing has the report until the page is closed.
    keepDraft(
      draft,
      pictures.map(({ blob }) => blob),
    ).catch(() => {})
  }, KEEP_MS)
}

function forget(): void {
  clearTimeout(keeping)
  forgetDraft().catch(() => {})
}

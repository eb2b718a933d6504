import { type Board, boardOf, emptyBoard, evolve } from '../../shared/board.ts'
import type { Catalogues } from '../../shared/catalogue/published.ts'
import type { SentCommand } from '../../shared/command.ts'
import { decide } from '../../shared/decide.ts'
import { isRefusal } from '../../shared/decision.ts'
import type { ChannelOf } from '../../shared/delivery/delivery.ts'
import type { Actor, StoredEvent } from '../../shared/event.ts'
import type { PersonId, PhotographId } from '../../shared/id.ts'
import type { Instant } from '../../shared/instant.ts'
import type { Answer } from '../../shared/protocol/live.ts'
import type { Town } from '../../shared/town.ts'
import { callOutJobs } from '../call-out/jobs.ts'
import type { KeptCatalogues } from '../catalogue/kept-catalogues.ts'
import type { Pipeline } from '../db/pool.ts'
import { deliveryJobs } from '../delivery/jobs.ts'
import { chained } from '../event-log/chain.ts'
import { type Head, readHead } from '../event-log/head.ts'
import { followLinkJobs } from '../follow/jobs.ts'
import type { NewJob } from '../job/job.ts'
import { loadAnswers, type StoredAnswer } from '../projection/answer.ts'
import { assignmentRow, loadAssignments } from '../projection/assignment.ts'
import { loadCallOuts } from '../projection/call-out.ts'
import { loadCatalogueVersion, type Publication } from '../projection/catalogue.ts'
import { loadClosures } from '../projection/closure.ts'
import { loadCrews } from '../projection/crew.ts'
import type { StoredNote } from '../projection/note.ts'
import { loadPeopleIn, loadTurnsIn, type StoredContact } from '../projection/on-call.ts'
import { loadPlaceNotes, type StoredPlaceText, savePlaceNotes } from '../projection/place-note.ts'
import type { StoredReport } from '../projection/report.ts'
import { namesOnlyNewTickets, type Scope, scopeOf } from '../projection/scope.ts'
import { lastTicketNumber, loadTickets, ticketRow } from '../projection/ticket.ts'

/** A command as it came, and from whom. */
export interface Given {
  sent: SentCommand
  actor: Actor
}

export interface GroupDependencies {
  catalogues: KeptCatalogues
  /** How partners are told of tickets; not said: none is. */
  channelOf?: ChannelOf
  /** Whom and when agencies serve; nothing is known of it where it is not said. */
  town?: Town
  now: () => Instant
  onFault: (error: unknown, what: string) => void
}

/** The answer to a command that failed by a fault of ours; its id is the reference to look for in the log. */
export function failedAnswer(reference: string): Answer {
  return { status: 'refused', refusal: { code: 'failed', reference } }
}

/** The log's lock, which `store_group` takes too. */
const LOCK = 71_905

/** Where a writer left the log. It is there still, unless another process has written since. */
export interface Mark {
  head: Head
  lastNumber: number
  catalogueVersion: number
}

export interface Loaded extends Omit<Mark, 'catalogueVersion'> {
  answers: StoredAnswer[]
  board: Board
}

/** What a group came to. */
interface Committed {
  events: StoredEvent[]
  answers: Answer[]
  mark: Mark
}

/**
 * The one transaction. Locks, loads what the group names, decides each command in order on the state that those
 * before it left, appends, projects, commits. New tickets need nothing but the log's head: given where it was left, they
 * are decided at once and the database is asked only once, to store them if the head is still there.
 * Throws when the database refused the group or was lost.
 */
export async function commitGroup(
  pipeline: Pipeline,
  group: readonly Given[],
  dependencies: GroupDependencies,
  mark: Mark | null,
): Promise<Committed> {
  const remembered = mark !== null && namesOnlyNewTickets(scopeFor(group)) ? mark : null
  const loaded = remembered === null ? await load(pipeline, group, dependencies.now()) : recalled(remembered)
  await dependencies.catalogues.readUpTo(loaded.board.catalogueVersion, pipeline.client)
  const decided = new Decisions(loaded, dependencies)
  const answers = group.map((given) => decided.answer(given))
  const head = await store(
    pipeline,
    loaded,
    decided,
    remembered === null ? null : scopeFor(group).newTicketIds,
  )
  for (const { version, catalogue } of decided.publications) dependencies.catalogues.put(version, catalogue)
  const { lastNumber, board } = decided
  return {
    events: decided.events,
    answers,
    mark: { head, lastNumber, catalogueVersion: board.catalogueVersion },
  }
}

/** All that new tickets are decided on, while the log is where it was left. */
function recalled({ head, lastNumber, catalogueVersion }: Mark): Loaded {
  return { head, lastNumber, answers: [], board: { ...emptyBoard, catalogueVersion } }
}

function scopeFor(group: readonly Given[]): Scope {
  return scopeOf(group.map(({ sent }) => sent.command))
}

async function load({ client, together }: Pipeline, group: readonly Given[], now: Instant): Promise<Loaded> {
  const scope = scopeFor(group)
  // Sent together, answered in order: each statement sees what was committed before the lock was had.
  const [
    ,
    head,
    lastNumber,
    catalogueVersion,
    answers,
    tickets,
    crews,
    assignments,
    closures,
    placeNotes,
    people,
    turns,
    callOuts,
  ] = await together(() =>
    Promise.all([
      client.query(`begin; select pg_advisory_xact_lock(${LOCK})`),
      readHead(client),
      lastTicketNumber(client),
      loadCatalogueVersion(client),
      loadAnswers(
        client,
        group.map(({ sent }) => sent.id),
      ),
      loadTickets(client, scope),
      loadCrews(client, scope),
      loadAssignments(client, scope),
      loadClosures(client, scope),
      loadPlaceNotes(client, scope),
      loadPeopleIn(client, scope),
      loadTurnsIn(client, scope, now),
      loadCallOuts(client, scope),
    ]),
  )
  const board = boardOf({
    tickets,
    crews,
    assignments,
    closures,
    placeNotes,
    people,
    turns,
    callOuts,
    catalogueVersion,
  })
  return { head, lastNumber, answers, board }
}

/** The state as the group's commands change it, one after the other, and what must be written of it. */
export class Decisions {
  readonly events: StoredEvent[] = []
  readonly newAnswers: StoredAnswer[] = []
  readonly reports: StoredReport[] = []
  readonly notes: StoredNote[] = []
  readonly placeTexts: StoredPlaceText[] = []
  readonly removedPhotographs: PhotographId[] = []
  readonly publications: Publication[] = []
  /** Messages to callers, with the link to follow what they told. */
  readonly links: NewJob[] = []
  /** Of several for one person the last is what holds. */
  readonly contacts = new Map<PersonId, StoredContact>()
  board: Board
  lastNumber: number
  private seq: number
  private readonly answered: Map<string, StoredAnswer>
  private readonly dependencies: GroupDependencies
  private readonly now: Instant
  private catalogues: Catalogues

  constructor({ head, lastNumber, answers, board }: Loaded, dependencies: GroupDependencies) {
    this.seq = head.seq
    this.lastNumber = lastNumber
    this.board = board
    this.answered = new Map(answers.map((answer) => [answer.id, answer]))
    this.dependencies = dependencies
    this.now = dependencies.now()
    this.catalogues = dependencies.catalogues.all
  }

  answer(given: Given): Answer {
    const { sent, actor } = given
    const first = this.answered.get(sent.id)
    if (first !== undefined) {
      const own = first.actorId === actor.id
      return own ? first.answer : { status: 'refused', refusal: { code: 'command_id_reused' } }
    }
    try {
      const answer = this.decide(given)
      const stored = { id: sent.id, actorId: actor.id, at: this.now, answer }
      this.answered.set(sent.id, stored)
      this.newAnswers.push(stored)
      return answer
    } catch (error) {
      // A bug in one must not fail its neighbours; it is not stored, so that the same id works once it is mended.
      this.dependencies.onFault(error, `command ${sent.id} (${sent.command.type})`)
      return failedAnswer(sent.id)
    }
  }

  private decide({ sent, actor }: Given): Answer {
    const { now } = this
    const { town, channelOf } = this.dependencies
    const { serviceOf, agencyOf } = this.catalogues
    const nextTicketNumber = this.lastNumber + 1
    const context = { now, actor, serviceOf, agencyOf, town, channelOf, nextTicketNumber }
    const decision = decide(this.board, sent.command, context)
    if (isRefusal(decision)) return { status: 'refused', refusal: decision }
    const events = decision.map((event, index): StoredEvent => {
      const seq = this.seq + 1 + index
      return { seq, at: now, deviceAt: sent.deviceAt ?? null, commandId: sent.id, actor, event }
    })
    this.board = evolve(this.board, events)
    this.seq += events.length
    this.events.push(...events)
    const received = decision.find((event) => event.type === 'ticket_received')
    if (received !== undefined) this.lastNumber = received.ticket.number
    this.keepWords({ sent, actor })
    return { status: 'accepted', seq: this.seq, ticketNumber: this.numberOf(sent) }
  }

  /** Words, names, pixels and catalogues are in tables of their own: the events only refer to them. */
  private keepWords({ sent: { command }, actor }: Given): void {
    const at = this.now
    if (command.type === 'receive_ticket') {
      const { ticketId, channel, serviceCode, report, answers = {} } = command
      if (command.sendsLink === true) this.links.push(...followLinkJobs(ticketId, report, at))
      const { catalogueVersion } = this.board
      this.reports.push({ ...report, ticketId, at, channel, serviceCode, catalogueVersion, answers })
    } else if (command.type === 'report_on_view') {
      const { ticketId, serviceCode, report } = command
      const { catalogueVersion } = this.board
      const asked = { serviceCode, catalogueVersion, answers: {} }
      this.reports.push({ ...report, ...asked, ticketId, at, channel: 'patrol' })
    } else if (command.type === 'add_note') {
      const { noteId, ticketId, text } = command
      this.notes.push({ id: noteId, ticketId, at, by: actor.label, text })
    } else if (command.type === 'report_end_elsewhere' && command.text !== null) {
      const { noteId: id, ticketId, text } = command
      this.notes.push({ id, ticketId, at, by: actor.label, text })
    } else if (command.type === 'note_place' && command.text !== null) {
      const { placeNoteId, text } = command
      this.placeTexts.push({ id: placeNoteId, placeNoteId, at, by: actor.label, text })
    } else if (command.type === 'correct_place_note') {
      const { textId: id, placeNoteId, text } = command
      this.placeTexts.push({ id, placeNoteId, at, by: actor.label, text })
    } else if (command.type === 'hand_over' && command.text !== null) {
      this.notes.push({ id: command.noteId, ticketId: null, at, by: actor.label, text: command.text })
    } else if (command.type === 'remove_photograph') {
      this.removedPhotographs.push(command.photographId)
    } else if (command.type === 'publish_catalogue') {
      const { catalogue } = command
      const version = this.board.catalogueVersion
      this.publications.push({ version, at, by: actor.label, catalogue })
      this.catalogues = this.catalogues.with(version, catalogue)
    } else if (command.type === 'register_on_call_person') {
      const { personId, name, phone } = command
      this.contacts.set(personId, { id: personId, name, phone })
    }
  }

  private numberOf({ command }: SentCommand): number | null {
    if (!('ticketId' in command) || command.ticketId === null) return null
    return this.board.tickets.get(command.ticketId)?.number ?? null
  }
}

/**
 * Writes what was decided, commits, and returns the head. Where nothing was loaded there is no transaction to end, and
 * `newTicketIds` says what the decisions stand on: nothing is written unless `loaded.head` is the head, and none of them
 * exists.
 */
async function store(
  { client, together }: Pipeline,
  loaded: Loaded,
  decided: Decisions,
  newTicketIds: string[] | null,
): Promise<Head> {
  const { tickets, crews, assignments, closures, placeNotes, people, turns, callOuts } = changed(
    loaded.board,
    decided.board,
  )
  const { head, rows } = chained(loaded.head, decided.events)
  const kinds = {
    events: rows,
    tickets: tickets.map(ticketRow),
    crews,
    assignments: assignments.map(assignmentRow),
    closures,
    people,
    turns,
    callOuts,
    jobs: [
      ...callOutJobs(decided.events, loaded.board, decided.board),
      ...deliveryJobs(decided.events),
      ...decided.links,
    ],
    contacts: [...decided.contacts.values()],
    reports: decided.reports,
    notes: decided.notes,
    removedPhotographs: decided.removedPhotographs,
    publications: decided.publications,
    answers: decided.newAnswers,
  }
  const written = {
    ...Object.fromEntries(Object.entries(kinds).filter(([, rows]) => rows.length > 0)),
    ...(newTicketIds !== null && { head: loaded.head.seq, newTicketIds }),
  }
  const statement = {
    name: 'store-group',
    text: 'select store_group($1), store_rota($1), store_call_out($1), store_jobs($1)',
    values: [JSON.stringify(written)],
  }
  if (newTicketIds !== null) {
    await client.query(statement)
    return head
  }
  const places = () => savePlaceNotes(client, placeNotes, decided.placeTexts)
  const [stored, noted, ended] = await together(() =>
    Promise.allSettled([
      client.query(statement),
      placeNotes.length > 0 ? places() : null,
      client.query('commit'),
    ]),
  )
  if (stored.status === 'rejected') throw stored.reason
  if (noted.status === 'rejected') throw noted.reason
  // A transaction that failed answers « commit » with a rollback, without an error.
  if (ended.status === 'rejected') throw ended.reason
  if (ended.value.command !== 'COMMIT') throw new Error('The transaction was rolled back at its commit.')
  return head
}

function changed(before: Board, now: Board) {
  return {
    tickets: differing(before.tickets, now.tickets),
    crews: differing(before.crews, now.crews),
    assignments: differing(before.assignments, now.assignments),
    closures: differing(before.closures, now.closures),
    people: differing(before.people, now.people),
    turns: differing(before.turns, now.turns),
    callOuts: differing(before.callOuts, now.callOuts),
    placeNotes: differing(before.placeNotes, now.placeNotes),
  }
}

/** The entities of `now` that are not the very same in `before`: a fold shares what it did not change. */
function differing<K, V>(before: ReadonlyMap<K, V>, now: ReadonlyMap<K, V>): V[] {
  return [...now].filter(([id, entity]) => before.get(id) !== entity).map(([, entity]) => entity)
}

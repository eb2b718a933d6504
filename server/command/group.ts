import { type Board, evolve } from '../../shared/board.ts'
import type { Catalogue } from '../../shared/catalogue/service.ts'
import type { SentCommand } from '../../shared/command.ts'
import { decide } from '../../shared/decide.ts'
import { isRefusal } from '../../shared/decision.ts'
import type { Actor, StoredEvent } from '../../shared/event.ts'
import type { Instant } from '../../shared/instant.ts'
import type { Answer } from '../../shared/protocol.ts'
import type { Pipeline } from '../db/pool.ts'
import { append } from '../event-log/append.ts'
import { type Head, readHead } from '../event-log/head.ts'
import { loadAnswers, type StoredAnswer, saveAnswers } from '../projection/answer.ts'
import { loadAssignments, saveAssignments } from '../projection/assignment.ts'
import { loadClosures, saveClosures } from '../projection/closure.ts'
import { loadCrews, saveCrews } from '../projection/crew.ts'
import { type StoredNote, saveNotes } from '../projection/note.ts'
import { type StoredReport, saveReports } from '../projection/report.ts'
import { scopeOf } from '../projection/scope.ts'
import { lastTicketNumber, loadTickets, saveTickets } from '../projection/ticket.ts'

/** A command as it came, and from whom. */
export interface Given {
  sent: SentCommand
  actor: Actor
}

export interface GroupDependencies {
  catalogue: Catalogue
  now: () => Instant
  onFault: (error: unknown, what: string) => void
}

/** The answer to a command that failed by a fault of ours; its id is the reference to look for in the log. */
export function failedAnswer(reference: string): Answer {
  return { status: 'refused', refusal: { code: 'failed', reference } }
}

/** One lock for the whole log: with it, order of numbers is order of commits. Any constant would do. */
const LOCK = 7_1905

/** The channel on which other processes hear that the log grew; it carries nothing. */
export const LOG_CHANNEL = 'vigie_log'

interface Loaded {
  head: Head
  lastNumber: number
  answers: StoredAnswer[]
  board: Board
}

/**
 * The one transaction. Locks, loads what the group names, decides each command in order on the state that those
 * before it left, appends, projects, commits. Throws when the database refused the group or was lost.
 */
export async function commitGroup(
  pipeline: Pipeline,
  group: readonly Given[],
  dependencies: GroupDependencies,
): Promise<{ events: StoredEvent[]; answers: Answer[] }> {
  const loaded = await load(pipeline, group)
  const decided = new Decisions(loaded, dependencies)
  const answers = group.map((given) => decided.answer(given))
  await store(pipeline, loaded, decided)
  return { events: decided.events, answers }
}

async function load({ client, together }: Pipeline, group: readonly Given[]): Promise<Loaded> {
  const scope = scopeOf(group.map(({ sent }) => sent.command))
  // Sent together, answered in order: each statement sees what was committed before the lock was had.
  const [, head, lastNumber, answers, tickets, crews, assignments, closures] = await together(() =>
    Promise.all([
      client.query(`begin; select pg_advisory_xact_lock(${LOCK})`),
      readHead(client),
      lastTicketNumber(client),
      loadAnswers(
        client,
        group.map(({ sent }) => sent.id),
      ),
      loadTickets(client, scope),
      loadCrews(client, scope),
      loadAssignments(client, scope),
      loadClosures(client, scope),
    ]),
  )
  const board: Board = {
    tickets: new Map(tickets.map((ticket) => [ticket.id, ticket])),
    crews: new Map(crews.map((crew) => [crew.id, crew])),
    assignments: new Map(assignments.map((assignment) => [assignment.id, assignment])),
    closures: new Map(closures.map((closure) => [closure.id, closure])),
  }
  return { head, lastNumber, answers, board }
}

/** The state as the group's commands change it, one after the other, and what must be written of it. */
class Decisions {
  readonly events: StoredEvent[] = []
  readonly newAnswers: StoredAnswer[] = []
  readonly reports: StoredReport[] = []
  readonly notes: StoredNote[] = []
  board: Board
  private seq: number
  private lastNumber: number
  private readonly answered: Map<string, StoredAnswer>
  private readonly dependencies: GroupDependencies
  private readonly now: Instant

  constructor({ head, lastNumber, answers, board }: Loaded, dependencies: GroupDependencies) {
    this.seq = head.seq
    this.lastNumber = lastNumber
    this.board = board
    this.answered = new Map(answers.map((answer) => [answer.id, answer]))
    this.dependencies = dependencies
    this.now = dependencies.now()
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
    const { catalogue } = this.dependencies
    const context = { now, actor, catalogue, nextTicketNumber: this.lastNumber + 1 }
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

  /** Words and names go to tables of their own: the events only refer to them. */
  private keepWords({ sent: { command }, actor }: Given): void {
    const at = this.now
    if (command.type === 'receive_ticket') {
      const { ticketId, channel, report } = command
      this.reports.push({ ...report, ticketId, at, channel })
    } else if (command.type === 'add_note') {
      const { noteId, ticketId, text } = command
      this.notes.push({ id: noteId, ticketId, at, by: actor.label, text })
    }
  }

  private numberOf({ command }: SentCommand): number | null {
    if (!('ticketId' in command) || command.ticketId === null) return null
    return this.board.tickets.get(command.ticketId)?.number ?? null
  }
}

async function store({ client, together }: Pipeline, loaded: Loaded, decided: Decisions): Promise<void> {
  const { tickets, crews, assignments, closures } = changed(loaded.board, decided.board)
  const told = decided.events.length > 0 ? `notify ${LOG_CHANNEL}; ` : ''
  const settled = await together(() =>
    Promise.allSettled([
      append(client, loaded.head, decided.events),
      saveTickets(client, tickets),
      saveCrews(client, crews),
      saveAssignments(client, assignments),
      saveClosures(client, closures),
      saveReports(client, decided.reports),
      saveNotes(client, decided.notes),
      saveAnswers(client, decided.newAnswers),
      client.query(`${told}commit`),
    ]),
  )
  // The first that failed is the cause; what follows it only says that the transaction was aborted.
  const failed = settled.find((one) => one.status === 'rejected')
  if (failed !== undefined) throw failed.reason
  const ended = settled.at(-1)
  // A transaction that failed answers « commit » with a rollback, without an error.
  const commit = ended?.status === 'fulfilled' ? [ended.value].flat().at(-1) : undefined
  if (commit?.command !== 'COMMIT') throw new Error('The transaction was rolled back at its commit.')
}

function changed(before: Board, now: Board) {
  return {
    tickets: differing(before.tickets, now.tickets),
    crews: differing(before.crews, now.crews),
    assignments: differing(before.assignments, now.assignments),
    closures: differing(before.closures, now.closures),
  }
}

/** The entities of `now` that are not the very same in `before`: a fold shares what it did not change. */
function differing<K, V>(before: ReadonlyMap<K, V>, now: ReadonlyMap<K, V>): V[] {
  return [...now].filter(([id, entity]) => before.get(id) !== entity).map(([, entity]) => entity)
}

import { noteIdSchema } from '../../shared/id.ts'
import { derivedId } from '../derived-id.ts'
import type { JobKind } from '../job/job-runner.ts'
import { findTicket } from '../projection/ticket.ts'
import { AskedTogether } from './asked-together.ts'
import { TIMEOUT_MS } from './deliver.ts'
import { type DeliveryDependencies, report } from './delivery-job.ts'
import { END_ELSEWHERE, endElsewhereBodySchema, isInHands } from './jobs.ts'
import { nextAsk } from './pace.ts'
import { MOST_TOGETHER } from './standing.ts'

/** As long as it is of use; a server of theirs that is down is asked less and less often. */
const PATIENCE = { tries: Number.POSITIVE_INFINITY, firstMs: 10 * 60_000, longestMs: 6 * 60 * 60_000 }

/** Requests that another town has, each asked after until it has ended there, was taken back, or is too old. */
export function endElsewhereJobs(dependencies: DeliveryDependencies): JobKind {
  const { database, handler, partners, now, timeoutMs = TIMEOUT_MS } = dependencies
  const asked = new AskedTogether(timeoutMs)
  return {
    name: END_ELSEWHERE,
    atOnce: MOST_TOGETHER,
    leaseMs: 300_000,
    patience: PATIENCE,
    perform: async (job) => {
      const { reference, ...handOff } = endElsewhereBodySchema.parse(job.body)
      const ticket = await findTicket(database, { id: handOff.ticketId })
      const isTheirs = ticket !== undefined && isInHands(ticket, handOff)
      const next = nextAsk(handOff.handedAt, now())
      if (!isTheirs || next === null) return { status: 'done' }
      const town = partners.of(handOff.agency)
      if (town?.channel !== 'open311') return { status: 'later', at: next }
      const standing = await asked.standing(town, reference)
      if (standing.status === 'open') return { status: 'later', at: next }
      if (standing.status === 'unknown')
        return { status: 'again', problem: standing.problem, waitMs: next - now() }
      const noteId = noteIdSchema.parse(derivedId('note of the end elsewhere', job.id))
      const { word, notes: text } = standing
      await report(handler, job, { type: 'report_end_elsewhere', ...handOff, status: word, noteId, text })
      return { status: 'done' }
    },
  }
}

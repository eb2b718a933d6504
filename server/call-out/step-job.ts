import type { Actor } from '../../shared/event.ts'
import { commandIdSchema } from '../../shared/id.ts'
import type { CommandHandler } from '../command/handle.ts'
import type { JobKind } from '../job/job-runner.ts'
import { STEP, stepBodySchema } from './jobs.ts'

export const ON_CALL: Actor = { id: 'on-call', role: 'system', label: 'Astreinte', crewId: null }

/** The due steps of call-outs. One id for each: said twice, it has one effect; one that is over is refused. */
export function stepJobs(handler: CommandHandler): JobKind {
  return {
    name: STEP,
    atOnce: 500,
    leaseMs: 5_000,
    // Nobody must be forgotten because the server could not decide for a while.
    patience: { tries: 1_000, firstMs: 250, longestMs: 5_000 },
    perform: async ({ id, body }) => {
      const command = { type: 'advance_call_out', ...stepBodySchema.parse(body) } as const
      const answer = await handler.submit({ id: commandIdSchema.parse(id), command }, ON_CALL)
      if (answer.status === 'accepted') return { status: 'done' }
      const { code } = answer.refusal
      return code === 'unavailable' || code === 'failed'
        ? { status: 'again', problem: code }
        : { status: 'done' }
    },
  }
}

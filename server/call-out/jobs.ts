import { z } from 'zod'
import type { Board } from '../../shared/board.ts'
import { type CallOut, dueAt } from '../../shared/call-out/call-out.ts'
import { type CallChannel, callChannelSchema } from '../../shared/call-out/plan.ts'
import type { StoredEvent } from '../../shared/event.ts'
import { callOutIdSchema, type PersonId, personIdSchema, ticketIdSchema } from '../../shared/id.ts'
import { derivedId } from '../derived-id.ts'
import type { NewJob } from '../job/job.ts'

/** The kinds of job that call-outs ask for. */
export const STEP = 'call_out_step'
export const CALL = 'call'

const onCallOut = { callOutId: callOutIdSchema, ticketId: ticketIdSchema }
export const stepBodySchema = z.object({ ...onCallOut, step: z.int().min(0) })
/** A message to a person. Their name and number are looked up when it is sent, and are in no job. */
export const callBodySchema = z.object({ ...onCallOut, personId: personIdSchema, channel: callChannelSchema })

/** What events on call-outs ask for: each message at once, and the next step of each that has one at its instant. */
export function callOutJobs(events: readonly StoredEvent[], before: Board, now: Board): NewJob[] {
  const steps = [...now.callOuts].flatMap(([ticketId, callOut]) =>
    before.callOuts.get(ticketId) === callOut ? [] : stepOf(callOut),
  )
  return [...events.flatMap((stored) => callsOf(stored, now)), ...steps]
}

function stepOf(callOut: CallOut): NewJob[] {
  const at = dueAt(callOut)
  if (at === null) return []
  const { id: callOutId, ticketId, step } = callOut
  const body: z.infer<typeof stepBodySchema> = { callOutId, ticketId, step }
  return [{ id: derivedId(STEP, `${callOutId}/${step}`), kind: STEP, body, dueAt: at }]
}

function callsOf({ event, seq, at }: StoredEvent, { callOuts }: Board): NewJob[] {
  if (event.type !== 'on_call_called' && event.type !== 'on_call_called_again') return []
  const { ticketId, callOutId } = event
  const [personId, attempt]: [PersonId, number] =
    event.type === 'on_call_called' ? [event.callee.personId, 1] : [event.calleeId, event.attempt]
  const channels: readonly CallChannel[] = callOuts.get(ticketId)?.plan.attempts[attempt - 1]?.channels ?? []
  return channels.map((channel) => {
    const body: z.infer<typeof callBodySchema> = { callOutId, ticketId, personId, channel }
    return { id: derivedId(CALL, `${seq}/${channel}`), kind: CALL, body, dueAt: at }
  })
}

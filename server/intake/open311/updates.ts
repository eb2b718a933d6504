import type { Request, Response } from 'express'
import { sentCommandSchema } from '../../../shared/command.ts'
import { wordsOf } from '../../../shared/follow/rules.ts'
import { type FollowStep, stepOf } from '../../../shared/follow/step.ts'
import { plainText } from '../../../shared/text.ts'
import { derivedId } from '../../derived-id.ts'
import { reopenAsAsked } from '../../follow/reopen.ts'
import { loadAnswers } from '../../projection/answer.ts'
import { loadHolders } from '../../projection/ticket.ts'
import { type RequestUpdate, readRequestUpdates } from '../../read/request-updates.ts'
import { actorOf, authorised } from './client-key.ts'
import { instantIn, secondPrecision } from './datetime.ts'
import type { Open311Dependencies } from './dependencies.ts'
import { type Open311Error, Open311Refusal, refusal } from './errors.ts'
import { type Fields, fieldsOf, quoted, single } from './fields.ts'
import { updatesQuery } from './list-query.ts'
import { mediaNote, mediaUrlsIn } from './media.ts'
import { mediaOf } from './multipart.ts'
import { accepted } from './post-request.ts'
import { type Presentation, referenceOf } from './present.ts'
import { unavailable } from './refusals.ts'
import { send } from './send.ts'
import { findRequests } from './show-requests.ts'
import { takePhotographs } from './take-photographs.ts'
import { jurisdictionIn } from './territory.ts'

const ROOT = 'service_request_updates'
const ITEM = 'request_update'
const LONGEST_TEXT = 1_400
/** What others say of a request that they want dealt with again. */
const ASKS_AGAIN = new Set(['OPEN', 'REOPEN'])

/** `GET servicerequestupdates`: what became of requests, oldest first, in the town's own words. */
export async function listUpdates(
  request: Request,
  response: Response,
  dependencies: Open311Dependencies,
  presentation: Presentation,
): Promise<void> {
  const fields = fieldsOf(request)
  const jurisdiction = jurisdictionIn(fields, dependencies)
  await authorised(fields, dependencies)
  const { span, page } = updatesQuery(fields, dependencies.now())
  const { database, jurisdictions } = dependencies
  const updates = await readRequestUpdates(database, span, page, jurisdiction ?? null, jurisdictions)
  const shown = updates.flatMap((update) => presentUpdate(update, dependencies, presentation) ?? [])
  send(request, response, ROOT, ITEM, shown)
}

/** FixMyStreet's statuses. */
const STATUS: Partial<Record<FollowStep, string>> = {
  on_scene: 'in_progress',
  secured: 'in_progress',
  done: 'fixed',
  nothing_found: 'no_further_action',
  handed_over: 'internal_referral',
  not_done: 'closed',
  cancelled: 'cancelled',
  reopened: 'open',
  waiting: 'open',
  joined: 'investigating',
}

function presentUpdate(
  { id, at, event, ticket }: RequestUpdate,
  { followRules, serviceOf }: Open311Dependencies,
  presentation: Presentation,
): object | null {
  const step = stepOf(event)
  const theme = serviceOf(ticket)?.theme
  if (step === null || theme === undefined) return null
  return {
    service_request_id: referenceOf(ticket, presentation),
    update_id: id,
    status: STATUS[step] ?? 'unchanged',
    updated_datetime: secondPrecision(at, presentation.timeZone),
    description: wordsOf(followRules, step, theme).fr,
    media_url: null,
  }
}

/**
 * `POST servicerequestupdates`: what a client, or whoever asked through it, says of a request: a note for those who deal
 * with it. One that says that it is to be dealt with again opens it, while it may be. The same `update_id` has one effect.
 */
export async function postUpdate(
  request: Request,
  response: Response,
  dependencies: Open311Dependencies,
  presentation: Presentation,
): Promise<void> {
  const fields = fieldsOf(request)
  jurisdictionIn(fields, dependencies)
  const key = await authorised(fields, dependencies)
  const update = updateIn(fields)
  const [ticket] = await findRequests([update.reference], dependencies, presentation)
  if (ticket === undefined)
    throw refusal(404, `service_request_id ${quoted(update.reference)} was not found.`)
  const name = `${key.id}\n${ticket.id}\n${update.id}`
  const noteId = derivedId('update_note', name)
  // Of one more report of another ticket, that one is what they look at who deal with it.
  const holder = (await loadHolders(dependencies.database, [ticket]))(ticket)
  const sent = sentCommandSchema.parse({
    id: derivedId('add_update_note', name),
    command: { type: 'add_note', noteId, ticketId: holder.id, text: update.text },
  })
  const actor = actorOf(key)
  accepted(await dependencies.handler.submit(sent, actor))
  // Sent again, it was told when it was told: it asks nothing of what ended since.
  const [first] = await loadAnswers(dependencies.database, [sent.id])
  if (ASKS_AGAIN.has(update.status) && first !== undefined && first.at >= holder.statusAt) {
    const reopening = await reopenAsAsked(holder, derivedId('reopen_of_update', name), actor, dependencies)
    // The note is kept and written once: the client that says all of it again has both.
    if (reopening === 'undecided') throw unavailable()
  }
  const media = mediaOf(response)
  const untaken = await takePhotographs({ key: name, ticketId: holder.id, media }, actor, dependencies)
  response.status(201)
  send(request, response, ROOT, ITEM, [
    { update_id: noteId, account_id: null, service_notice: untaken.join(' ') || null },
  ])
}

interface Update {
  reference: string
  id: string
  status: string
  text: string
}

function updateIn(fields: Fields): Update {
  const errors: Open311Error[] = []
  const problem = (description: string) => errors.push({ code: 400, description })
  const required = (name: string, most: number) => {
    const before = errors.length
    const value = plainText(single(fields, name, errors) ?? '')
    if (errors.length > before) return value
    if (value === '') problem(`${name} is required.`)
    else if (value.length > most) problem(`${name} has ${value.length} characters: at most ${most}.`)
    return value
  }
  const reference = required('service_request_id', 60)
  const id = required('update_id', 200)
  const status = required('status', 40).toUpperCase()
  const at = required('updated_datetime', 40)
  if (at !== '' && instantIn(at) === undefined)
    problem('updated_datetime must be a date and time with its offset, such as 2026-11-24T22:05:00Z.')
  const description = plainText(single(fields, 'description', errors) ?? '')
  if (description.length > LONGEST_TEXT)
    problem(`description has ${description.length} characters: at most ${LONGEST_TEXT}.`)
  const urls = mediaUrlsIn(fields, errors)
  if (errors.length > 0) throw new Open311Refusal(errors.slice(0, 20))
  const links = urls.length === 0 ? [] : [mediaNote(urls)]
  const text = [description || [], `État chez l’expéditeur\u00a0: ${status}`, links].flat().join('\n')
  return { reference, id, status, text }
}

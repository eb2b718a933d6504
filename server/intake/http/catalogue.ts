import express, { type Request, type Response, Router } from 'express'
import { grantOf } from '../../../shared/authority.ts'
import {
  type CatalogueDesk,
  draftToSaveSchema,
  publicationToMakeSchema,
} from '../../../shared/catalogue/draft-wire.ts'
import { flawsOf } from '../../../shared/catalogue/form.ts'
import type { Instant } from '../../../shared/instant.ts'
import type { LiveBoard } from '../../broadcast/live-board.ts'
import { loadedTown } from '../../catalogue/known-town.ts'
import { publication } from '../../catalogue/publish.ts'
import type { Deployment } from '../../city/deployment.ts'
import type { CommandHandler } from '../../command/handle.ts'
import type { Database } from '../../db/pool.ts'
import { derivedId } from '../../derived-id.ts'
import { discardDraft, loadDraft, loadInForce, publishedBy, saveDraft } from '../../projection/catalogue.ts'
import { actorOf } from '../../session/session.ts'
import { RequestThrottle } from '../../session/throttle.ts'
import { refuse, refuseQuery } from './errors.ts'
import { ownPagesOnly } from './origin.ts'
import { sessionOf, sessionRequired } from './session.ts'

export interface CatalogueDependencies {
  database: Database
  live: Pick<LiveBoard, 'board'>
  handler: Pick<CommandHandler, 'submit'>
  deployment: Pick<Deployment, 'jurisdictions' | 'onCall'>
  now: () => Instant
}

/** For one session: a screen saves once a second at most, while someone types. */
const MOST_A_MINUTE = 120
/** Seven times the demonstration's. */
const LARGEST_DRAFT = '1mb'

/**
 * `/api/catalogue/draft`: the catalogue that is written to follow the one in force, for administrators: read, saved,
 * thrown away, published through the log. Nobody writes over what they had not read.
 */
export function catalogueRouter({ database, live, handler, deployment, now }: CatalogueDependencies): Router {
  const router = Router()
  const throttle = new RequestThrottle()
  router.use('/catalogue/draft', sessionRequired(database), ownPagesOnly, (_request, response, next) => {
    const { id, role } = sessionOf(response)
    if (grantOf('publish_catalogue', role) !== 'yes') return refuse(response, 403, 'forbidden')
    const wait = throttle.wait(id, MOST_A_MINUTE, now())
    if (wait > 0)
      return refuse(response.set('Retry-After', String(wait)), 429, 'too_many_requests', { seconds: wait })
    response.setHeader('Cache-Control', 'no-store')
    next()
  })
  // Who may write is known: nobody else's body is read that far.
  router.use('/catalogue/draft', express.json({ limit: LARGEST_DRAFT }))

  router.get('/catalogue/draft', async (_request, response) => {
    response.json(await readDesk())
  })

  router.put('/catalogue/draft', async (request, response) => {
    const parsed = draftToSaveSchema.safeParse(request.body)
    if (!parsed.success) return refuseQuery(response, parsed.error)
    const by = actorOf(sessionOf(response)).label
    if (!(await saveDraft(database, { ...parsed.data, by }))) return refuseChanged(response)
    const town = await loadedTown(database, deployment)
    response.json({ at: now(), by, problems: flawsOf(parsed.data.catalogue, town) })
  })

  router.delete('/catalogue/draft/:revision', async (request, response) => {
    const { revision } = draftToSaveSchema.shape
    const parsed = revision.safeParse(request.params.revision)
    if (!parsed.success) return refuseQuery(response, parsed.error)
    if (!(await discardDraft(database, parsed.data))) return refuseChanged(response)
    response.json(await readDesk())
  })

  router.post('/catalogue/draft/publication', (request, response) => publish(request, response))
  return router

  async function publish(request: Request, response: Response): Promise<void> {
    const parsed = publicationToMakeSchema.safeParse(request.body)
    if (!parsed.success) return refuseQuery(response, parsed.error)
    const { revision } = parsed.data
    const actor = actorOf(sessionOf(response))
    // One publication of a revision, however often its sender asks for it: an answer may be lost.
    const id = derivedId('publication', `${revision}/${actor.id}`)
    const draft = await loadDraft(database)
    if (draft?.revision !== revision) {
      const version = await publishedBy(database, id)
      if (version === undefined) return refuseChanged(response)
      response.json({ version })
      return
    }
    const sent = publication(id, draft, await loadedTown(database, deployment))
    if ('code' in sent) return refuse(response, 422, 'catalogue_refused', { refusal: sent })
    const answer = await handler.submit(sent, actor)
    if (answer.status === 'refused')
      return refuse(response, 409, 'catalogue_refused', { refusal: answer.refusal })
    response.json({ version: draft.basedOn + 1 })
  }

  async function refuseChanged(response: Response): Promise<void> {
    refuse(response, 409, 'draft_changed', { ...(await readDesk()) })
  }

  async function readDesk(): Promise<CatalogueDesk> {
    const { version, at, by } = await loadInForce(database)
    const underWay: Record<string, number> = {}
    for (const ticket of live.board.tickets.values())
      underWay[ticket.serviceCode] = (underWay[ticket.serviceCode] ?? 0) + 1
    return { published: { version, at, by }, draft: (await loadDraft(database)) ?? null, underWay }
  }
}

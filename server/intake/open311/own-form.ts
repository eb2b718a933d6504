import type { RequestHandler, Response } from 'express'
import type { ApiKey } from '../../session/accounts.ts'
import { addressOf } from '../http/client-address.ts'
import { isOwnOrigin } from '../http/origin.ts'
import type { Open311Dependencies } from './dependencies.ts'
import { refusal } from './errors.ts'

/** The form of this very site: a client without a key, since a page can keep none from whoever reads it. */
const FORM: Pick<ApiKey, 'id' | 'name' | 'channel'> = {
  id: 'own-form',
  name: 'Formulaire du site',
  channel: 'web',
}

/**
 * Knows a request of the site's own form by its origin, before its body is read, and lets each network and all of them send so
 * much of it: a flood there spends nothing of what a key has.
 */
export function ownForm({ formReports }: Pick<Open311Dependencies, 'formReports'>): RequestHandler {
  return async (request, response, next) => {
    if (formReports === null || !isOwnOrigin(request)) return next()
    const wait = await formReports.take(addressOf(request))
    if (wait > 0) throw refusal(429, 'Too many requests were sent from here.', wait)
    response.locals.form = FORM
    next()
  }
}

/** The form, where it sent this request. */
export function formOf({ locals }: Response): typeof FORM | undefined {
  return locals.form
}

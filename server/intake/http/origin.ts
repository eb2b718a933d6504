import type { IncomingMessage } from 'node:http'
import type { RequestHandler } from 'express'
import { refuse } from './errors.ts'

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Whether a request comes from a page of this very site: its `Origin` names the host that it was sent to. */
export function isOwnOrigin({ headers }: Pick<IncomingMessage, 'headers'>): boolean {
  const { origin, host } = headers
  if (origin === undefined || host === undefined) return false
  try {
    return new URL(origin).host === host
  } catch {
    return false
  }
}

/** Lets only our own pages change anything. */
export const ownOriginOnly: RequestHandler = (request, response, next) => {
  if (SAFE.has(request.method) || isOwnOrigin(request)) next()
  else refuse(response, 403, 'wrong_origin')
}

/**
 * Keeps other sites from acting in the name of someone who is logged in here: whatever changes something must come
 * from our own pages, as JSON, which another site cannot send without asking.
 */
export const ownPagesOnly: RequestHandler = (request, response, next) => {
  if (SAFE.has(request.method)) return next()
  if (!isOwnOrigin(request)) return refuse(response, 403, 'wrong_origin')
  const bodiless =
    request.headers['content-length'] === undefined && request.headers['transfer-encoding'] === undefined
  if (!bodiless && !request.is('application/json')) return refuse(response, 415, 'wrong_content_type')
  next()
}

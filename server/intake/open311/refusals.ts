import type { ErrorRequestHandler } from 'express'
import { isUnreachable } from '../../db/pool.ts'
import { Open311Refusal, refusal } from './errors.ts'
import { send } from './send.ts'

/** The longest form, and the longest with photographs. */
export const LONGEST_BODY = '256kb'
export const LONGEST_MULTIPART = '25mb'
export const MOST_FIELDS = 200

/** Not to be asked again at once. */
export const unavailable = () => refusal(503, 'The server cannot answer now: try again shortly.', 2)

/** Errors in the standard's own shape, in the format that was asked for. */
export function refusals(onFault: (error: unknown, what: string) => void): ErrorRequestHandler {
  return (error, request, response, next) => {
    if (response.headersSent) return next(error)
    const known =
      error instanceof Open311Refusal ? error : isUnreachable(error) ? unavailable() : fromParser(error)
    // Without the rest of its address: a token may be in it.
    const [, resource = ''] = request.path.split(/[/.]/)
    if (known === undefined) onFault(error, `${request.method} /open311/v2/${resource}`)
    const told = known ?? refusal(500, 'The server failed: nothing was changed.')
    if (told.retryAfterSeconds !== undefined) response.setHeader('Retry-After', told.retryAfterSeconds)
    response.status(told.status)
    send(request, response, 'errors', 'error', told.errors)
  }
}

/** What the body parser refused (too long, cut off, in an encoding that nobody knows), or an address that cannot be read. */
function fromParser(
  error: Partial<Record<'status' | 'type' | 'limit', unknown>>,
): Open311Refusal | undefined {
  const { status, type, limit } = error
  if (type === 'parameters.too.many')
    return refusal(413, `The form has too many fields: at most ${MOST_FIELDS}.`)
  if (status === 408) return refusal(408, 'The body did not come whole: send it again.')
  // Without its limit, it was given up for a reason that is no longer known.
  if (status === 413 && limit === undefined) return refusal(413, 'The body does not end.')
  if (status === 413)
    return refusal(
      413,
      `The body is too long: at most ${Number(limit) > 1_000_000 ? LONGEST_MULTIPART : LONGEST_BODY}.`,
    )
  if (!(Number(status) >= 400 && Number(status) < 500)) return undefined
  const what =
    error instanceof URIError ? 'The address is malformed.' : 'The body could not be read as a form.'
  return refusal(400, what)
}

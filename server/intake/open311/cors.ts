import type { RequestHandler } from 'express'

/**
 * Lets the pages of other sites use this door: it knows its clients by their keys alone, never by a cookie, so that a
 * page can do here what its key may, and nothing in the name of whoever looks at it.
 */
export const cors: RequestHandler = (request, response, next) => {
  response.set({
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Expose-Headers': 'Retry-After',
    'Cross-Origin-Resource-Policy': 'cross-origin',
  })
  if (request.method !== 'OPTIONS') return next()
  response
    .set({
      'Access-Control-Allow-Methods': 'GET, POST',
      'Access-Control-Allow-Headers': 'Content-Type, Idempotency-Key',
      'Access-Control-Max-Age': '86400',
    })
    .status(204)
    .end()
}

import type { RequestHandler } from 'express'
import helmet from 'helmet'

/** Headers that leave a browser nothing to run, load or frame but what this server serves. */
export function securityHeaders(): RequestHandler[] {
  const headers = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        workerSrc: ["'self'", 'blob:'],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        connectSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    referrerPolicy: { policy: 'no-referrer' },
    // Plain HTTP here: a proxy that adds TLS adds this.
    strictTransportSecurity: false,
  })
  const permissions: RequestHandler = (_request, response, next) => {
    response.setHeader(
      'Permissions-Policy',
      'geolocation=(self), screen-wake-lock=(self), camera=(self), microphone=()',
    )
    next()
  }
  return [headers, permissions]
}

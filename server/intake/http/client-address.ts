import { isIP } from 'node:net'
import type { Request } from 'express'

/** The address of a client as PostgreSQL's `inet` takes it; null where a proxy told something else. */
export function addressOf({ ip }: Pick<Request, 'ip'>): string | null {
  const address = (ip ?? '').replace(/%.*$/, '')
  return isIP(address) === 0 ? null : address
}

import { createHmac, timingSafeEqual } from 'node:crypto'

/** A delivery older than this may be a copy of another. */
const GOOD_FOR_SECONDS = 300

/** The headers that prove who sent a body, and when. `seconds` since 1970. */
export function signatureHeaders(secret: string, body: string, seconds: number) {
  return { 'vigie-timestamp': String(seconds), 'vigie-signature': signature(secret, body, String(seconds)) }
}

/** Whether a body was signed with `secret` within five minutes of `seconds`. */
export function isSigned(
  secret: string,
  body: string,
  headers: Readonly<Record<string, unknown>>,
  seconds: number,
): boolean {
  const { 'vigie-timestamp': timestamp, 'vigie-signature': given } = headers
  if (typeof timestamp !== 'string' || typeof given !== 'string') return false
  if (!(Math.abs(Number(timestamp) - seconds) <= GOOD_FOR_SECONDS)) return false
  const [one, other] = [Buffer.from(given), Buffer.from(signature(secret, body, timestamp))]
  return one.length === other.length && timingSafeEqual(one, other)
}

function signature(secret: string, body: string, timestamp: string): string {
  return `v1=${createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')}`
}

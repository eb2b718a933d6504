import type { Outcome } from '../job/job-runner.ts'
import { exchange, outcomeOf } from './exchange.ts'
import { signatureHeaders } from './signature.ts'

/** Where deliveries go, and the secret that they are signed with. */
export interface Destination {
  url: string
  secret: string
  /** Whether it may be inside the network. */
  mayBeInside: boolean
}

/** Slower answers are none. */
export const TIMEOUT_MS = 10_000

/**
 * Posts `body` as JSON, signed, under `key`, which names what is delivered: sent again it must have no second effect. No
 * redirection is followed and no answer is read but its status. What came of it holds neither body nor address.
 */
export async function deliver(
  { url, secret, mayBeInside }: Destination,
  { key, body, timeoutMs = TIMEOUT_MS }: { key: string; body: object; timeoutMs?: number },
): Promise<Outcome> {
  const text = JSON.stringify(body)
  const answered = await exchange({
    target: new URL(url),
    method: 'POST',
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'idempotency-key': key,
      ...signatureHeaders(secret, text, Math.floor(Date.now() / 1000)),
    },
    body: text,
    mayBeInside,
    timeoutMs,
    mostBytes: 0,
  })
  return 'text' in answered ? outcomeOf(answered) : answered
}

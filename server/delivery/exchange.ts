import { type ClientRequest, request as plain } from 'node:http'
import { request as encrypted } from 'node:https'
import { isIP } from 'node:net'
import type { Outcome } from '../job/job-runner.ts'
import { InsideError, isInside, outsideOnly } from './inside.ts'

/** What is asked of another server. */
export interface Asked {
  target: URL
  method: 'GET' | 'POST'
  headers: Readonly<Record<string, string | number>>
  /** Empty for none. */
  body: string
  /** Whether it may be inside the network. */
  mayBeInside: boolean
  timeoutMs: number
  /** So many bytes of the answer are read; 0: none, its status is all. */
  mostBytes: number
}

/** `waitMs`: how long it asks to be left alone. */
export interface Answered {
  status: number
  waitMs: number
  text: string
}

/** Why there is no answer. */
export type Unanswered = Exclude<Outcome, { status: 'done' }>

const LONGEST_WAIT_MS = 10 * 60_000
/** Too early, too many, or it did not wait for us: another time it may work. */
const LATER = new Set([408, 425, 429])
const INSIDE: Unanswered = { status: 'never', problem: 'inside' }

/**
 * Asks another server, once. No redirection is followed, and no address inside the network reached unless that is allowed.
 * Why there is no answer holds neither address nor body.
 */
export async function exchange(asked: Asked): Promise<Answered | Unanswered> {
  const { target, method, headers, body, mayBeInside, timeoutMs, mostBytes } = asked
  const host = target.hostname.replace(/^\[|\]$/g, '')
  if (!mayBeInside && isIP(host) !== 0 && isInside(host)) return INSIDE
  const send = target.protocol === 'https:' ? encrypted : plain
  const request = send(target, {
    method,
    agent: false,
    signal: AbortSignal.timeout(timeoutMs),
    ...(!mayBeInside && { lookup: outsideOnly }),
    headers: {
      'user-agent': 'Vigie',
      ...(body !== '' && { 'content-length': Buffer.byteLength(body) }),
      ...headers,
    },
  })
  const answered = answerOf(request, mostBytes)
  request.end(body)
  return answered
}

/** What an answer means for what was sent. */
export function outcomeOf({ status, waitMs }: Answered): Outcome {
  const problem = `answered ${status}`
  // A conflict: it has this one already.
  if ((status >= 200 && status < 300) || status === 409) return { status: 'done' }
  if (status < 500 && !LATER.has(status)) return { status: 'never', problem }
  return { status: 'again', problem, waitMs }
}

function answerOf(request: ClientRequest, mostBytes: number): Promise<Answered | Unanswered> {
  return new Promise((settle) => {
    const fail = (error: NodeJS.ErrnoException) => settle(withoutAnswer(error))
    request.on('error', fail)
    request.once('response', (response) => {
      const { statusCode: status = 0, headers } = response
      const retryAfter = Number(headers['retry-after'])
      const waitMs = Number.isFinite(retryAfter)
        ? Math.min(LONGEST_WAIT_MS, Math.max(0, retryAfter * 1000))
        : 0
      const chunks: Buffer[] = []
      let bytes = 0
      const end = () => {
        // Whatever else it says, now or a second time, is of no use.
        response.destroy()
        settle({ status, waitMs, text: Buffer.concat(chunks).toString('utf8') })
      }
      response.on('error', mostBytes === 0 ? () => {} : fail)
      if (mostBytes === 0) return end()
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk)
        bytes += chunk.length
        if (bytes > mostBytes) end()
      })
      response.on('end', end)
    })
  })
}

function withoutAnswer(error: NodeJS.ErrnoException): Unanswered {
  if (error instanceof InsideError) return INSIDE
  const isLate = error.name === 'AbortError' || error.name === 'TimeoutError'
  return { status: 'again', problem: isLate ? 'no_answer' : `not_reached ${codeOf(error)}` }
}

/** « ECONNREFUSED »: never the message, which may name an address. */
function codeOf({ code, name }: NodeJS.ErrnoException): string {
  return (code ?? name).replace(/\W/g, '_').slice(0, 40)
}

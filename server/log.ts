import { pino } from 'pino'

/** The process's log: one JSON object a line, on standard output. It holds no personal data, whatever failed. */
export function openLog(destination?: pino.DestinationStream): pino.Logger {
  const options = { name: 'vigie', serializers: { err: withoutData } }
  return destination === undefined ? pino(options) : pino(options, destination)
}

/**
 * An error as it may be logged: what it is, what it says, where it comes from, what caused it. Nothing else of it:
 * PostgreSQL puts the whole refused row beside its message, and a body parser the whole body.
 */
function withoutData(error: unknown): unknown {
  if (!(error instanceof Error)) return { message: 'something was thrown that is no error' }
  const { name, message, stack, cause } = error
  const code = 'code' in error ? { code: error.code } : {}
  return {
    type: name,
    message,
    ...code,
    stack,
    ...(cause === undefined ? {} : { cause: withoutData(cause) }),
  }
}

type Line = (what: string, about: Readonly<Record<string, string | number>>) => void

const MINUTE_MS = 60_000

/**
 * Writes what anybody may bring about as often as they like once a minute at most, of each device by itself; the next line
 * says in `more` how many were left out.
 */
export function sparing(write: Line, now = Date.now): Line {
  const written = new Map<string, { at: number; more: number }>()
  return (what, about) => {
    const kind = `${what} ${about.device ?? ''}`
    const before = written.get(kind)
    if (before !== undefined && now() - before.at < MINUTE_MS) {
      before.more++
      return
    }
    written.set(kind, { at: now(), more: 0 })
    write(what, before === undefined || before.more === 0 ? about : { ...about, more: before.more })
  }
}

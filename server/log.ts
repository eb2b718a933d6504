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
/** Beyond so many lines those of minutes ago are forgotten. */
const MOST_LINES = 1_000

/**
 * Writes the same line, which anybody may bring about as often as they like, once a minute at most; the next one says in
 * `more` how many were left out.
 */
export function sparing(write: Line, now = Date.now): Line {
  const written = new Map<string, { at: number; more: number }>()
  const isOver = ({ at }: { at: number }) => now() - at >= MINUTE_MS
  return (what, about) => {
    const line = JSON.stringify([what, about])
    const before = written.get(line)
    if (before !== undefined && !isOver(before)) {
      before.more++
      return
    }
    if (written.size >= MOST_LINES) for (const [key, one] of written) if (isOver(one)) written.delete(key)
    written.set(line, { at: now(), more: 0 })
    write(what, before === undefined || before.more === 0 ? about : { ...about, more: before.more })
  }
}

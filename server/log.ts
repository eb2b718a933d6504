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

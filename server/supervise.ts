import { type ChildProcess, fork } from 'node:child_process'

export interface Supervised {
  /** Asks it to stop, waits, and does not start it again. */
  stop(): Promise<void>
}

export interface SupervisedOptions {
  module: URL
  environment: NodeJS.ProcessEnv
  onMessage?: (message: unknown) => void
  onExit: (code: number | null, signal: NodeJS.Signals | null, restartInMs: number) => void
}

const FIRST_WAIT_MS = 200
const LONGEST_WAIT_MS = 5_000
/** A process that lived this long is started again at once, the next time it dies. */
const HEALTHY_MS = 30_000
const STOP_LIMIT_MS = 10_000

/** Runs a module in a process of its own and starts it again whenever it dies, waiting longer each time it fails early. */
export function supervise({ module, environment, onMessage, onExit }: SupervisedOptions): Supervised {
  let child: ChildProcess | null = null
  let timer: NodeJS.Timeout | null = null
  let stopping = false
  let wait = FIRST_WAIT_MS

  const start = () => {
    const startedAt = Date.now()
    const started = fork(module, { env: environment })
    child = started
    if (onMessage !== undefined) started.on('message', onMessage)
    started.once('exit', (code, signal) => {
      child = null
      if (stopping) return
      if (Date.now() - startedAt > HEALTHY_MS) wait = FIRST_WAIT_MS
      onExit(code, signal, wait)
      timer = setTimeout(start, wait)
      wait = Math.min(LONGEST_WAIT_MS, wait * 2)
    })
  }
  start()

  return {
    stop: async () => {
      stopping = true
      if (timer !== null) clearTimeout(timer)
      if (child !== null) await end(child)
    },
  }
}

function end(child: ChildProcess): Promise<void> {
  return new Promise((settle) => {
    const limit = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS)
    child.once('exit', () => {
      clearTimeout(limit)
      settle()
    })
    child.kill('SIGTERM')
  })
}

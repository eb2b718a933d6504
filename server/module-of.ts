import { existsSync } from 'node:fs'
import { Worker } from 'node:worker_threads'

/**
 * The URL of one of the server's modules that runs apart, in a process or a thread of its own: its source when run by
 * tsx, what was built of it otherwise. `name` is its path from server/, without its ending.
 */
export function moduleOf(name: string): URL {
  const source = new URL(`./${name}.ts`, import.meta.url)
  return existsSync(source) ? source : new URL(`./${name}.js`, import.meta.url)
}

/** Runs one of those modules in a thread. Sources are read by tsx there too: a thread does not inherit its loader. */
export function startThread(name: string, workerData: unknown): Worker {
  const module = moduleOf(name)
  if (!module.pathname.endsWith('.ts')) return new Worker(module, { workerData })
  const [from, to] = ['tsx/esm/api', module.href].map((text) => JSON.stringify(text))
  return new Worker(`import(${from}).then(({ tsImport }) => tsImport(${to}, ${to}))`, {
    eval: true,
    workerData,
  })
}

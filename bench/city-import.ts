import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { projectPath } from '../server/project.ts'
import { forgetPeakMemory, isAlive, peakMemory, processorTime } from './processes.ts'

/** What `npm run city -- import` needed, its start included. Megabytes are 10⁶ bytes, of its own process alone. */
export interface ImportRun {
  seconds: number
  /** That its process had a processor for. */
  processorSeconds: number
  peakMegabytes: number
  /** As the command names them, in order. */
  phases: { name: string; seconds: number; peakMegabytes: number }[]
}

const LOOK_MS = 20

/** Runs the command in a process of its own on an extract, with the database at `databaseUrl`. Rejects where it fails. */
export async function runImport(databaseUrl: string, args: readonly string[]): Promise<ImportRun> {
  const command = new URL('server/city/command.ts', projectPath('.')).pathname
  const child = spawn(process.execPath, ['--import', 'tsx', command, 'import', ...args], {
    env: { ...process.env, DATABASE_URL: databaseUrl },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const ended = new Promise<number | null>((settle) => child.once('close', settle))
  const { pid = 0 } = child
  const started = performance.now()
  const run: ImportRun = { seconds: 0, processorSeconds: 0, peakMegabytes: 0, phases: [] }
  let since = started
  let phase = { name: 'Starting', seconds: 0, peakMegabytes: 0 }
  const look = () =>
    whileAlive(pid, () => {
      phase.peakMegabytes = peakMemory(pid)
      run.processorSeconds = processorTime(pid) / 1_000
    })
  const endPhase = () => {
    phase.seconds = (performance.now() - since) / 1_000
    since = performance.now()
    run.phases.push(phase)
  }
  const timer = setInterval(look, LOOK_MS)
  // Where it writes to no terminal, each line but the empty last one names a phase that begins.
  createInterface(child.stderr).on('line', (line) => {
    if (line === '') return
    look()
    endPhase()
    whileAlive(pid, () => forgetPeakMemory(pid))
    phase = { name: line, seconds: 0, peakMegabytes: 0 }
  })
  const code = await ended
  clearInterval(timer)
  endPhase()
  if (code !== 0)
    throw new Error(`The import ended with ${code}: ${run.phases.map(({ name: line }) => line).join('\n')}`)
  run.seconds = (performance.now() - started) / 1_000
  run.peakMegabytes = Math.max(...run.phases.map(({ peakMegabytes }) => peakMegabytes))
  return run
}

/** A process may end at any time: what was seen of it before stands. */
function whileAlive(pid: number, look: () => void): void {
  try {
    look()
  } catch (error) {
    if (isAlive(pid)) throw error
  }
}

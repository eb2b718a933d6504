import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { startCluster } from '../server/db/embedded.ts'

/** A private cluster in a temporary folder, for the time of a bench; `url` makes an empty database in it. */
export async function startDatabase(): Promise<{
  url(name: string): Promise<string>
  stop(): Promise<void>
}> {
  const folder = mkdtempSync(join(tmpdir(), 'vigie-bench-'))
  chmodSync(folder, 0o755)
  const cluster = await startCluster(folder, () => {})
  return {
    url: async (name) => {
      const client = new pg.Client({ connectionString: cluster.url })
      await client.connect()
      await client.query(`create database ${name}`)
      await client.end()
      return cluster.url.replace('/vigie?', `/${name}?`)
    },
    stop: async () => {
      await cluster.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The most memory that a running process ever had resident, in MB (10⁶ bytes). Linux only: throws elsewhere. */
export function peakMemory(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const kibibytes = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]
  if (kibibytes === undefined)
    throw new Error(`The peak memory of process ${pid} is not told by this system.`)
  return (Number(kibibytes) * 1024) / 1e6
}

/** Whether a process of ours still runs; one that ended and was not yet reaped does not. */
export function isAlive(pid: number): boolean {
  return existsSync(`/proc/${pid}/exe`)
}

/** From now on `peakMemory` is that of the time after. Linux only. */
export function forgetPeakMemory(pid: number): void {
  const PEAK_OF_MEMORY = '5'
  writeFileSync(`/proc/${pid}/clear_refs`, PEAK_OF_MEMORY)
}

/** The milliseconds that a running process has had a processor for, to the nearest 10. Linux only: throws elsewhere. */
export function processorTime(pid: number): number {
  const afterName = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? []
  const [user, system] = [Number(afterName[11]), Number(afterName[12])]
  return (user + system) * (1000 / TICKS_A_SECOND)
}

/** The unit of /proc/…/stat, the same on every Linux of today. */
const TICKS_A_SECOND = 100

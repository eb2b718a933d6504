import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { runningCluster } from './db/embedded.ts'
import { openPool } from './db/pool.ts'
import { verifyLog } from './event-log/verify.ts'
import { freePort, stopProcess } from './server-process.ts'
import { createApiKey } from './session/accounts.ts'

/** A busy machine takes its time to start a server. */
const LONGEST_MS = 100_000
const answerSchema = z.array(z.object({ service_request_id: z.string() })).length(1)

/** The whole of `npm start`, as a deployment runs it, shot at in the middle of a burst. */
describe('a server under fire', () => {
  const folder = mkdtempSync(join(tmpdir(), 'vigie-crash-'))
  let main: ChildProcess
  let url: string
  let databaseUrl: string
  let apiKey: string

  beforeAll(async () => {
    chmodSync(folder, 0o755)
    const port = await freePort()
    url = `http://127.0.0.1:${port}`
    const environment = {
      ...process.env,
      PORT: String(port),
      VIGIE_DATA: folder,
      VIGIE_DEMO: '0',
      DATABASE_URL: '',
    }
    main = spawn(process.execPath, ['--import', 'tsx', 'server/main.ts'], {
      env: environment,
      stdio: 'ignore',
    })
    await answering()
    databaseUrl = (await runningCluster(folder)) ?? ''
    apiKey = await withPool((pool) => createApiKey(pool, 'burst', 'phone'))
  }, 2 * LONGEST_MS)
  afterAll(async () => {
    await stopProcess(main)
    rmSync(folder, { recursive: true, force: true })
  })

  async function withPool<T>(work: (pool: ReturnType<typeof openPool>) => Promise<T>): Promise<T> {
    const pool = openPool(databaseUrl, { max: 1, onError: () => {} })
    try {
      return await work(pool)
    } finally {
      await pool.end()
    }
  }

  /** Waits for the server, or for what needs its database too. */
  async function answering(path = '/open311/v2/services.json'): Promise<void> {
    const deadline = Date.now() + LONGEST_MS
    while (Date.now() < deadline) {
      const healthy = await fetch(url + path).then(
        ({ ok }) => ok,
        () => false,
      )
      if (healthy) return
      await new Promise((settle) => setTimeout(settle, 100))
    }
    throw new Error(`The server did not answer again within ${LONGEST_MS / 1_000} s.`)
  }

  function childOf(pattern: string): number {
    const { stdout } = spawnSync('ps', ['-o', 'pid=,args=', '--ppid', String(main.pid)], { encoding: 'utf8' })
    const line = stdout.split('\n').find((one) => one.includes(pattern))
    return Number(line?.trim().split(' ')[0])
  }

  /** Posts until told to stop, ten at a time; what got a 201 was promised to be kept. */
  async function burst(until: { over: boolean }, acknowledged: string[]): Promise<void> {
    const caller = async () => {
      while (!until.over) {
        const body = new URLSearchParams({
          api_key: apiKey,
          service_code: 'RIXE',
          lat: '43.6045',
          long: '1.4442',
        })
        const response = await fetch(`${url}/open311/v2/requests.json`, { method: 'POST', body }).catch(
          () => null,
        )
        if (response?.status !== 201) await new Promise((settle) => setTimeout(settle, 20))
        else acknowledged.push(answerSchema.parse(await response.json())[0]?.service_request_id ?? '')
      }
    }
    await Promise.all(Array.from({ length: 10 }, caller))
  }

  it.each([
    ['the server', 'serve'],
    ['PostgreSQL', 'postgres'],
  ])(
    '[L-9] after kill -9 of %s in a burst, it restarts by itself and nothing acknowledged is lost',
    async (_what, pattern) => {
      const until = { over: false }
      const acknowledged: string[] = []
      const bursting = burst(until, acknowledged)
      const more = (count: number) =>
        expect.poll(() => acknowledged.length, { timeout: LONGEST_MS }).toBeGreaterThan(count)
      await more(20)
      const pid = childOf(pattern)
      expect(pid).toBeGreaterThan(0)
      process.kill(pid, 'SIGKILL')
      await new Promise((settle) => setTimeout(settle, 300))
      await answering()
      await more(acknowledged.length + 30)
      until.over = true
      await bursting
      expect(new Set(acknowledged).size).toBe(acknowledged.length)
      const pathOf = (reference: string) => `/open311/v2/requests/${reference}.json?api_key=${apiKey}`
      await answering(pathOf(acknowledged[0] ?? ''))
      for (const reference of acknowledged) {
        const response = await fetch(url + pathOf(reference))
        expect([reference, response.status]).toEqual([reference, 200])
      }
      const { firstBreak, events } = await withPool((pool) => verifyLog(pool))
      expect(firstBreak).toBeNull()
      expect(events).toBeGreaterThanOrEqual(acknowledged.length)
    },
    3 * LONGEST_MS,
  )

  it('[E-5] drains and exits 0 on SIGTERM', async () => {
    const code = new Promise((settle) => main.once('exit', settle))
    main.kill('SIGTERM')
    expect(await code).toBe(0)
  })
})

import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runningServer } from '../test-running-server.ts'

const CALLS = fileURLToPath(new URL('../../fixtures/replay/sf-fire-2020.json', import.meta.url))
const REPLAY = fileURLToPath(new URL('./replay.ts', import.meta.url))

const HEADER = `Call Number,Unit ID,Call Type,Received DtTm,Dispatch DtTm,Response DtTm,On Scene DtTm,Available DtTm,Address,Location`
const day = (time: string) => (time === '' ? '' : `04/07/2020 ${time} PM`)
const at = (...times: string[]) => times.map(day).join(',')
const here = '"(37.76512, -122.43512)"'
const row = (
  id: string,
  unit: string,
  times: string,
  { type = 'Alarms', address = '1 A ST', point = here } = {},
) => `${id},${unit},${type},${times},${address},${point}`

/** Three tickets; E1 goes to the first, then the third; M1 never arrives. The others cannot be used. */
const FILE = [
  HEADER,
  row('1', 'E1', at('01:00:00', '01:00:10', '01:00:20', '01:00:30', '01:00:40')),
  row('1', 'M1', at('01:00:00', '01:00:12', '01:00:22', '', '01:00:50')),
  row('2', 'E2', at('01:00:05', '01:00:15', '01:00:25', '01:00:35', '01:01:00'), {
    point: '"(37.8, -122.4)"',
  }),
  row('3', 'E1', at('01:00:06', '01:00:40', '01:00:40', '01:00:45', '01:01:05'), {
    point: '"(48.85123, 2.35123)"',
  }),
  row('3', 'E1', at('01:00:06', '01:00:40', '01:00:40', '01:00:45', '01:01:05')),
  row('4', 'E2', at('01:00:06', '01:00:50', '01:00:55', '', '')),
  row('5', 'E2', at('01:00:50', '01:00:55', '01:00:56', '01:00:57', '01:00:58')),
  row('6', 'E3', at('01:00:06', '01:00:50', '01:00:55', '', '01:00:59'), { type: 'Bees' }),
].join('\n')

/** The real program against the real server, with a file written for it. */
describe('a replay', { timeout: 120_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'vigie-replay-'))
  const file = join(folder, 'calls.csv')
  const server = runningServer()

  beforeAll(async () => {
    writeFileSync(file, FILE)
  })
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true })
  })

  function start(...more: string[]): {
    child: ChildProcess
    done: Promise<{ code: number | null; out: string }>
  } {
    const given = [file, '--map', CALLS, '--url', server.url, ...more]
    const child = spawn(process.execPath, ['--import', 'tsx', REPLAY, ...given], { stdio: 'pipe' })
    let out = ''
    child.stdout.on('data', (data) => (out += data))
    child.stderr.on('data', (data) => (out += data))
    return { child, done: new Promise((settle) => child.once('close', (code) => settle({ code, out }))) }
  }

  async function counts() {
    const { rows } = await server.pool.query(
      `select count(*) filter (where event ->> 'type' = 'ticket_received')::int as tickets,
              count(*) filter (where event ->> 'type' = 'crew_dispatched')::int as dispatched,
              count(*) filter (where event ->> 'type' = 'ticket_closed')::int as closed from event`,
    )
    return rows[0]
  }

  it('[RP-8] reconciles, and reports each rejected row with its line and its reason', async () => {
    const report = join(folder, 'rejected.csv')
    const { code, out } = await start('--report', report).done
    expect(out).toContain('Reconciled: read = accepted + rejected (8 = 8)')
    expect(code).toBe(0)
    const [, ...rejected] = readFileSync(report, 'utf8').trim().split('\n')
    expect(rejected.map((line) => line.replace(/F-\d+/, 'F-n'))).toEqual([
      '6,"duplicate of line 5"',
      '7,"no Available DtTm"',
      '8,"en route: E2 is still on F-n. Clear it first."',
      '9,"Call Type ""Bees"" is not in the map"',
    ])
    // The rounded point and the one beyond the town.
    expect(out).toMatch(/tickets acknowledged +4 +of which 2 to locate/)
    expect(await counts()).toEqual({ tickets: 4, dispatched: 5, closed: 4 })
  })

  it('[RP-5] has each unit speak for itself, in a session of its own', async () => {
    const { rows } = await server.pool.query(
      `select event ->> 'type' as type, actor ->> 'label' as by from event
       where event ->> 'type' in ('crew_en_route', 'crew_on_scene', 'assignment_cleared') order by seq`,
    )
    const steps = rows.map(({ type, by }) => `${by} ${type}`)
    expect(steps.filter((step) => step.startsWith('E1'))).toEqual([
      'E1 crew_en_route',
      'E1 crew_on_scene',
      'E1 assignment_cleared',
      'E1 crew_en_route',
      'E1 crew_on_scene',
      'E1 assignment_cleared',
    ])
    expect(steps.filter((step) => step.startsWith('M1'))).toEqual(['M1 crew_en_route'])
  })

  it('[RP-9] played again makes nothing twice, and says what was replayed', async () => {
    const before = await counts()
    const { code, out } = await start().done
    expect(code).toBe(0)
    expect(out).toMatch(/line 2: dispatch: already replayed: its ticket TOU-\d{4}-\d{6} is closed/)
    expect(out).toContain('Reconciled: read = accepted + rejected (8 = 8)')
    expect(await counts()).toEqual(before)
  })

  it('[RP-10] interrupted, tells what there is by then', async () => {
    writeFileSync(file, FILE.replaceAll(/^(\d),/gm, '1$1,'))
    const { child, done } = start('--speed', '1')
    await new Promise<void>((settle) => {
      child.stderr?.on('data', (data) => String(data).includes('steps') && settle())
    })
    child.kill('SIGINT')
    const { code, out } = await done
    expect(code).toBe(130)
    expect(out).toMatch(/not finished +[1-5] {2}interrupted/)
    expect(out).toContain('Reconciled: read = accepted + rejected + not finished (8 = 8)')
  })

  it('[RP-7] exits 2 on a file that cannot be used, and plays nothing', async () => {
    const before = await counts()
    writeFileSync(file, `${HEADER}\n"1`)
    const { code, out } = await start().done
    expect(code).toBe(2)
    expect(out).toContain('row of line 2: a quote is opened and never closed')
    expect(await counts()).toEqual(before)
  })
})

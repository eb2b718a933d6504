import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { catalogueSchema } from '../../shared/catalogue/catalogue.ts'
import { snapshotSchema } from '../../shared/protocol/live.ts'
import { publicationSchema } from '../../shared/protocol/ticket.ts'
import { projectPath } from '../project.ts'
import { runningServer } from '../test-running-server.ts'

const FIXTURE = projectPath('fixtures/toulouse/catalogue.json')
const folder = mkdtempSync(join(tmpdir(), 'vigie-catalogue-'))
const raw = readFileSync(FIXTURE, 'utf8')

interface Ran {
  code: number | null
  out: string
  error: string
}

// Real processes, one a command: slow on a busy machine, hence the limit.
describe('npm run catalogue, beside a running server', { timeout: 180_000 }, () => {
  const server = runningServer()
  let cookie: string

  beforeAll(async () => {
    cookie = (await server.login('admin')).headers.cookie ?? ''
  })

  function catalogue(...given: string[]): Promise<Ran> {
    const child = spawn(process.execPath, ['--import', 'tsx', 'server/catalogue/command.ts', ...given], {
      env: { ...process.env, DATABASE_URL: server.databaseUrl, VIGIE_DATA: folder },
    })
    const ran: Ran = { code: null, out: '', error: '' }
    child.stdout.on('data', (chunk) => {
      ran.out += chunk
    })
    child.stderr.on('data', (chunk) => {
      ran.error += chunk
    })
    return new Promise((settle) => child.once('close', (code) => settle({ ...ran, code })))
  }
  const fileOf = (content: string, name = 'next.json') => {
    const path = join(folder, name)
    writeFileSync(path, content)
    return path
  }
  const get = (path: string, headers: Record<string, string> = { cookie }) =>
    fetch(`${server.url}${path}`, { headers })

  it('[CT-14] checks a file, and names the place of what is wrong in it', async () => {
    expect(await catalogue('check', fileOf(raw))).toMatchObject({ code: 0, error: '' })
    const misspelt = await catalogue('check', fileOf(raw.replace('"say"', '"sya"')))
    expect(misspelt).toMatchObject({ code: 1, out: '' })
    expect(misspelt.error).toMatch(/^services\.RIXE\.questions\.NOMBRE\.say: /)
    const unsound = await catalogue('check', fileOf(raw.replace('"agency": "roads"', '"agency": "nobody"')))
    expect(unsound.error).toMatch(/^services\.[A-Z_]+\.agency: There is no agency “nobody”\.\n$/)
    const absent = await catalogue('check', join(folder, 'absent.json'))
    expect([absent.code, absent.error]).toEqual([1, expect.stringContaining('absent.json')])
  })

  it('[CT-14] [CT-15] publishes a draft to a running server, which serves both versions for ever', async () => {
    const exported = await catalogue('export')
    expect(catalogueSchema.parse(JSON.parse(exported.out))).toEqual(catalogueSchema.parse(JSON.parse(raw)))
    const changed = fileOf(exported.out.replace('"RIXE"', '"BAGARRE"'))
    expect((await catalogue('publish')).error).toMatch(/^There is no draft/)
    expect((await catalogue('import', changed)).out).toMatch(
      /^Kept as the draft of version 2: 61 types .*\nIt is sound/,
    )
    expect((await catalogue('status')).out).toMatch(
      /^version 1 .*\ndraft begun from version 1, by Catalogue: 61 types .*, 0 flaws\n$/,
    )
    expect(await catalogue('publish')).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^Version 2 is published/),
    })
    await vi.waitFor(
      async () => {
        const snapshot = snapshotSchema.parse(await (await get('/api/snapshot')).json())
        expect(snapshot.catalogueVersion).toBe(2)
      },
      { timeout: 5_000, interval: 100 },
    )
    const codes = async (version: number) => {
      const response = await get(`/api/catalogue/${version}`)
      expect(response.headers.get('cache-control')).toBe('private, max-age=31536000, immutable')
      return publicationSchema.parse(await response.json()).services.map(({ code }) => code)
    }
    expect([(await codes(1))[0], (await codes(2))[0]]).toEqual(['RIXE', 'BAGARRE'])
    const offered = (await (await get('/open311/v2/services.json')).json()) as { service_code: string }[]
    expect(offered[0]?.service_code).toBe('BAGARRE')
    expect(JSON.parse((await catalogue('export', '--version', '1')).out).services[0].code).toBe('RIXE')
  })

  it('[CT-15] tells no catalogue that there is not, and none to who has no session', async () => {
    for (const version of ['3', '0', '1.5', 'x', '__proto__'])
      expect((await get(`/api/catalogue/${version}`)).status).toBe(404)
    expect((await get('/api/catalogue/1', {})).status).toBe(401)
  })

  it('[CT-14] says what it can do', async () => {
    expect(await catalogue('--help')).toMatchObject({ code: 0, out: expect.stringContaining('publish') })
    expect(await catalogue('bake')).toMatchObject({ code: 2 })
    expect((await catalogue('export', '--version', '9')).error).toMatch(
      /--version=9: there is no such version/,
    )
  })
})

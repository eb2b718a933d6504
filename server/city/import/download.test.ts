import { createHash, randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { download } from './download.ts'

const content = randomBytes(300_000)
const options = { onProgress: () => {}, pauseMs: 5 }
let folder: string
let server: Server
let url: string
/** What the server was asked for. */
let asked: { path: string; range: string | undefined }[]
/** Bytes after which each answer is cut; empty: none is. */
let cuts: number[]
let files: Record<string, Buffer>

/** Cuts the connection when the client has written what it was sent. */
function breakOff(response: ServerResponse, arrived: number): void {
  const part = join(folder, 'region.osm.pbf.part')
  const there = existsSync(part) ? statSync(part).size : 0
  if (there >= arrived) response.destroy()
  else setTimeout(breakOff, 5, response, arrived)
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'vigie-download-'))
  asked = []
  cuts = []
  files = { '/region.osm.pbf': content }
  server = createServer((request, response) => {
    const range = request.headers.range
    asked.push({ path: request.url ?? '', range })
    const file = files[request.url ?? '']
    if (file === undefined) {
      response.writeHead(404).end()
      return
    }
    const etag = `"${createHash('md5').update(file).digest('hex')}"`
    const resumes = range !== undefined && request.headers['if-range'] === etag
    const from = resumes ? Number(/\d+/.exec(range)?.[0]) : 0
    response.writeHead(resumes ? 206 : 200, { etag, 'content-length': file.length - from })
    const cut = cuts.shift()
    if (cut === undefined) response.end(file.subarray(from))
    else response.write(file.subarray(from, from + cut), () => breakOff(response, from + cut))
  })
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/region.osm.pbf`
})
afterEach(async () => {
  server.closeAllConnections()
  await new Promise((settle) => server.close(settle))
  rmSync(folder, { recursive: true, force: true })
})

it('[C-14] goes on where it was cut, twice, and ends with the whole file', async () => {
  cuts = [100_000, 50_000]
  files['/region.osm.pbf.md5'] = Buffer.from(
    `${createHash('md5').update(content).digest('hex')}  region.osm.pbf\n`,
  )
  const file = await download(url, folder, options)
  expect(readFileSync(file).equals(content)).toBe(true)
  const ranges = asked.filter(({ path }) => path === '/region.osm.pbf').map(({ range }) => range)
  expect(ranges).toEqual([undefined, 'bytes=100000-', 'bytes=150000-'])
})

it('[C-14] goes on at the next call when the server stays away, and begins anew when the file is another', async () => {
  cuts = [10_000, 0, 0, 0, 0]
  await expect(download(url, folder, options)).rejects.toThrow(
    /stopped 5 times at 10000 bytes.*goes on from there/,
  )
  files['/region.osm.pbf'] = randomBytes(1_000)
  const file = await download(url, folder, options)
  expect(asked.at(-3)?.range).toBe('bytes=10000-')
  expect(readFileSync(file).equals(files['/region.osm.pbf'])).toBe(true)
})

it('[C-14] refuses what does not agree with the digest beside it, and keeps none of it', async () => {
  files['/region.osm.pbf.sha256'] = Buffer.from('0'.repeat(64))
  await expect(download(url, folder, options)).rejects.toThrow(/arrived damaged: its sha256/)
  delete files['/region.osm.pbf.sha256']
  await download(url, folder, options)
  expect(asked.filter(({ path }) => path === '/region.osm.pbf').map(({ range }) => range)).toEqual([
    undefined,
    undefined,
  ])
})

it('[C-14] says at once that there is no such file', async () => {
  await expect(download(`${url}.gone`, folder, options)).rejects.toThrow(/answered 404. Check the address/)
  expect(asked).toHaveLength(1)
})

import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { CityFileError } from './city-file-error.ts'

const ATTEMPTS = 5
const PAUSE_MS = 1_000
/** A server that sends nothing for this long has gone. */
const SILENCE_MS = 30_000
/** Digests that public extracts have beside them, the stronger first. */
const DIGESTS = ['sha256', 'md5'] as const

export interface DownloadOptions {
  onProgress: (done: number, total: number) => void
  /** Between two attempts; shorter in tests. */
  pauseMs?: number
}

export function isUrl(given: string): boolean {
  return /^https?:\/\//i.test(given)
}

/**
 * Downloads `url` into `folder` and returns the file's path. What is cut goes on where it stopped, now or at the next
 * call, if the server still has the same file. The length, and a .sha256 or .md5 beside it if there is one, must agree.
 */
export async function download(url: string, folder: string, options: DownloadOptions): Promise<string> {
  await mkdir(folder, { recursive: true })
  const name = basename(new URL(url).pathname).replace(/[^\w.-]/g, '_')
  if (name === '') throw new CityFileError(`${url} names no file: give the address of an .osm.pbf file.`)
  const file = join(folder, name)
  const part = `${file}.part`
  for (let attempt = 1; ; attempt++) {
    try {
      await fetchRest(url, part, options)
      break
    } catch (cause) {
      if (cause instanceof CityFileError) throw cause
      if (attempt === ATTEMPTS) {
        const why = (cause as Error).message
        throw new CityFileError(
          `${url} stopped ${ATTEMPTS} times at ${await sizeOf(part)} bytes (${why}). Run the command again: it goes on from there.`,
          { cause },
        )
      }
      await new Promise((settle) => setTimeout(settle, options.pauseMs ?? PAUSE_MS))
    }
  }
  await verify(url, part)
  await rename(part, file)
  await rm(`${part}.tag`, { force: true })
  return file
}

/** Fetches what `part` lacks. `part.tag` keeps which version of the file it is a part of. */
async function fetchRest(url: string, part: string, { onProgress }: DownloadOptions): Promise<void> {
  const have = await sizeOf(part)
  const tag = await readFile(`${part}.tag`, 'utf8').catch(() => '')
  const resumes = have > 0 && tag !== ''
  const silence = new AbortController()
  let timer = setTimeout(() => silence.abort(), SILENCE_MS)
  const heard = () => {
    clearTimeout(timer)
    timer = setTimeout(() => silence.abort(new Error(`nothing for ${SILENCE_MS / 1000} s`)), SILENCE_MS)
  }
  try {
    const headers = resumes ? { range: `bytes=${have}-`, 'if-range': tag } : {}
    const response = await fetch(url, {
      headers: { ...headers, 'accept-encoding': 'identity' },
      signal: silence.signal,
    })
    // The part is already whole: its length is checked below by the digest or by the import.
    if (response.status === 416 && resumes) return
    if (!response.ok || response.body === null) throw refused(url, response.status)
    const from = response.status === 206 ? have : 0
    const total = from + Number(response.headers.get('content-length') ?? Number.NaN)
    await writeFile(
      `${part}.tag`,
      response.headers.get('etag') ?? response.headers.get('last-modified') ?? '',
    )
    let done = from
    // Each piece is written before the next is read: what has arrived when the connection breaks is kept.
    const file = await open(part, from > 0 ? 'a' : 'w')
    try {
      for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
        heard()
        await file.writeFile(chunk)
        done += chunk.length
        onProgress(done, total)
      }
    } finally {
      await file.close()
    }
    if (Number.isFinite(total) && done !== total) throw new Error(`${done} of ${total} bytes`)
  } finally {
    clearTimeout(timer)
  }
}

/** What will not be better at the next attempt ends the download. */
function refused(url: string, status: number): Error {
  const lasting = status >= 400 && status < 500 && status !== 408 && status !== 429
  return lasting
    ? new CityFileError(`${url} answered ${status}. Check the address.`)
    : new Error(`answered ${status}`)
}

async function verify(url: string, part: string): Promise<void> {
  for (const algorithm of DIGESTS) {
    const response = await fetch(`${url}.${algorithm}`, { signal: AbortSignal.timeout(SILENCE_MS) }).catch(
      () => null,
    )
    const text = response?.ok ? (await response.text()).trim() : ''
    const expected = /^[0-9a-f]+/i.exec(text)?.[0]?.toLowerCase()
    if (expected === undefined || expected.length !== createHash(algorithm).digest('hex').length) continue
    const hash = createHash(algorithm)
    await pipeline(createReadStream(part), hash)
    const found = hash.digest('hex')
    if (found === expected) return
    await rm(part, { force: true })
    throw new CityFileError(
      `${url} arrived damaged: its ${algorithm} is ${found}, ${expected} was expected. Run the command again.`,
    )
  }
}

async function sizeOf(path: string): Promise<number> {
  return (await stat(path).catch(() => null))?.size ?? 0
}

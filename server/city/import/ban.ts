import { isUtf8 } from 'node:buffer'
import { createHash, type Hash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { parse } from 'csv-parse'
import { houseNumberOf } from './address-tags.ts'
import { CityFileError } from './city-file-error.ts'
import type { CityTables } from './city-tables.ts'
import { pointWkb } from './geometry.ts'
import { isOnEarth } from './node-coordinates.ts'
import { textOf } from './osm-element.ts'

/** Of ban-plateforme's csv-legacy, which the national files by department have. */
const NEEDED = ['numero', 'rep', 'nom_voie', 'code_postal', 'nom_commune', 'lon', 'lat'] as const
type BanRow = Record<(typeof NEEDED)[number], string> & { id?: string }

const LONGEST_LINE = 64 * 1024
const NEW_LINE = 10

export interface BanReport {
  /** SHA-256 of the text, unpacked, so that a file and its .gz give the same city. */
  digest: string
  notes: { banOutside: number; banUnusable: number }
}

/**
 * Loads the addresses of a BAN CSV (« ; », UTF-8, plain or gzipped) that `isInside` takes. Rows without a number or a
 * point are counted; a file in Latin-1, with other columns or cut short throws a `CityFileError` that names the line, and
 * so does one without an address inside.
 */
export async function loadBan(
  path: string,
  isInside: (lon: number, lat: number) => boolean,
  tables: CityTables,
  onProgress: (done: number, total: number) => void,
): Promise<BanReport> {
  const file = basename(path)
  const hash = createHash('sha256')
  const lines = Readable.from(wholeLines(await unpacked(path, onProgress), file, hash))
  const notes = { banOutside: 0, banUnusable: 0 }
  const seen = new Set<string>()
  for await (const row of rowsOf(lines, file)) {
    const address = addressOf(row)
    if (address === null) notes.banUnusable += 1
    else if (!isInside(address.lon, address.lat)) notes.banOutside += 1
    else {
      // A number is listed once for each of its entrances: the first stands.
      const key = row.id || [address.number, address.suffix, address.street, address.postcode].join('|')
      if (seen.has(key)) continue
      seen.add(key)
      const { lon, lat, ...rest } = address
      await tables.add('address', { id: -seen.size, ...rest, source: 'ban', geom: pointWkb([lon, lat]) })
    }
  }
  if (seen.size === 0) {
    throw new CityFileError(
      `${file} has no address in the city: ${notes.banOutside} are elsewhere, ${notes.banUnusable} have no number or no point. ` +
        'Is it of this department, with lon and lat in degrees? Nothing was changed.',
    )
  }
  return { digest: hash.digest('hex'), notes }
}

/** Reads its first row: throws a `CityFileError` where the file is empty or has other columns. */
export async function checkBan(path: string): Promise<void> {
  const file = basename(path)
  const lines = Readable.from(wholeLines(await unpacked(path, () => {}), file, createHash('sha256')))
  try {
    for await (const _row of rowsOf(lines, file)) return
  } finally {
    lines.destroy()
  }
}

async function unpacked(path: string, onProgress: (done: number, total: number) => void): Promise<Readable> {
  const { size } = await stat(path)
  if (size === 0) throw new CityFileError(`${basename(path)} is empty (0 bytes). Download it again.`)
  const file = await open(path)
  const { buffer } = await file.read(Buffer.alloc(2), 0, 2, 0)
  await file.close()
  const bytes = createReadStream(path)
  bytes.on('data', () => onProgress(bytes.bytesRead, size))
  const isGzip = buffer[0] === 0x1f && buffer[1] === 0x8b
  if (!isGzip) return bytes
  const gunzip = createGunzip()
  bytes.once('error', (error) => gunzip.destroy(error))
  return bytes.pipe(gunzip)
}

/** Passes whole lines on, and stops at the first that is not UTF-8. */
async function* wholeLines(bytes: Readable, file: string, hash: Hash): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0)
  let line = 1
  try {
    for await (const chunk of bytes) {
      hash.update(chunk)
      const all = Buffer.concat([rest, chunk])
      const end = all.lastIndexOf(NEW_LINE) + 1
      rest = all.subarray(end)
      if (rest.length > LONGEST_LINE)
        throw new CityFileError(`${file}, line ${line}: too long to be a BAN CSV.`)
      if (end > 0) line = checked(all.subarray(0, end), file, line)
      if (end > 0) yield all.subarray(0, end)
    }
  } catch (cause) {
    if (cause instanceof CityFileError) throw cause
    throw new CityFileError(
      `${file} is damaged after line ${line}: ${(cause as Error).message}. Download it again.`,
      { cause },
    )
  }
  if (rest.length > 0) checked(rest, file, line)
  yield rest
}

function checked(lines: Buffer, file: string, first: number): number {
  let line = first
  const whole = isUtf8(lines)
  for (let start = 0; start < lines.length; line++) {
    const end = lines.indexOf(NEW_LINE, start) + 1 || lines.length
    if (!whole && !isUtf8(lines.subarray(start, end))) {
      throw new CityFileError(
        `${file}, line ${line}: this is not UTF-8 (Latin-1 perhaps). Convert it: iconv -f latin1 -t utf-8 ${file}`,
      )
    }
    start = end
  }
  return line
}

async function* rowsOf(lines: Readable, file: string): AsyncGenerator<BanRow> {
  const parser = parse({
    delimiter: ';',
    bom: true,
    relax_quotes: true,
    columns: (header) => columnsOf(header, file),
  })
  lines.once('error', (error) => parser.destroy(error))
  try {
    yield* lines.pipe(parser) as AsyncIterable<BanRow>
  } catch (cause) {
    if (cause instanceof CityFileError) throw cause
    const { lines: line } = cause as { lines?: number }
    throw new CityFileError(
      `${file}, line ${line ?? '?'}: ${(cause as Error).message}. Expected the BAN's columns.`,
      { cause },
    )
  }
}

function columnsOf(header: string[], file: string): string[] {
  const missing = NEEDED.filter((column) => !header.includes(column))
  if (missing.length === 0) return header
  throw new CityFileError(
    `${file}, line 1: column ${missing.join(', ')} is missing. Expected the BAN's CSV, separated by « ; »; ` +
      `found ${header.slice(0, 8).join(' ; ').slice(0, 200)}.`,
  )
}

function addressOf(row: BanRow) {
  const street = textOf(row.nom_voie)
  const house = houseNumberOf(`${row.numero} ${row.rep}`)
  const lon = row.lon === '' ? Number.NaN : Number(row.lon)
  const lat = row.lat === '' ? Number.NaN : Number(row.lat)
  if (street === null || house === null || !isOnEarth(lon, lat)) return null
  return {
    ...house,
    street,
    postcode: textOf(row.code_postal),
    municipality: textOf(row.nom_commune),
    lon,
    lat,
  }
}

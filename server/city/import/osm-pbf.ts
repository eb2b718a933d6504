import { createHash } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'
import { basename } from 'node:path'
import { promisify } from 'node:util'
import { inflate } from 'node:zlib'
import { parse } from 'osm-pbf-parser-node'
import { PbfReader } from 'pbf'
import { CityFileError } from './city-file-error.ts'
import type { OsmElement } from './osm-element.ts'

/** Limits of the format, wiki.openstreetmap.org/wiki/PBF_Format. */
const LONGEST_HEADER = 64 * 1024
const LONGEST_BLOB = 32 * 1024 * 1024
const UNDERSTOOD = new Set(['OsmSchema-V0.6', 'DenseNodes'])
/** The fields of a PrimitiveGroup. */
const TYPE_OF_FIELD = { 1: 'node', 2: 'node', 3: 'way', 4: 'relation' } as const

type ElementType = OsmElement['type']

/** Where one compressed block of the file lies, and what kinds of elements are in it. */
interface Blob {
  number: number
  /** Byte offset of its length prefix, for messages. */
  offset: number
  start: number
  size: number
  types: ReadonlySet<ElementType>
}

const inflated = promisify<Uint8Array, { maxOutputLength: number }, Buffer>(inflate)

/**
 * An OSM PBF file, read block by block: at most one block is in memory. The frame is read here rather than by
 * osm-pbf-parser-node's own stream so that an error names its place, and each pass reads only the blocks it needs.
 */
export class OsmPbf {
  private constructor(
    private readonly file: FileHandle,
    readonly name: string,
    private readonly blobs: readonly Blob[],
    /** SHA-256 of the bytes, in hexadecimal. */
    readonly digest: string,
  ) {}

  /** Walks the whole file once; throws a `CityFileError` for one that is empty, cut short or not OSM PBF. */
  static async open(path: string, onProgress: (done: number, total: number) => void): Promise<OsmPbf> {
    const file = await open(path)
    try {
      const { size } = await file.stat()
      const name = basename(path)
      const hash = createHash('sha256')
      const blobs: Blob[] = []
      const frames = new FrameReader(file, name, size, (bytes) => hash.update(bytes))
      for await (const blob of frames.all()) {
        blobs.push(blob)
        onProgress(blob.start + blob.size, size)
      }
      return new OsmPbf(file, name, blobs, hash.digest('hex'))
    } catch (error) {
      await file.close()
      throw error
    }
  }

  /** The elements of one type, a block at a time, in the order of the file. */
  async *blocksOf<T extends ElementType>(
    type: T,
    onProgress: (done: number, total: number) => void,
  ): AsyncGenerator<Extract<OsmElement, { type: T }>[]> {
    const wanted = this.blobs.filter(({ types }) => types.has(type))
    for (const [index, blob] of wanted.entries()) {
      const bytes = await readAt(this.file, blob.start, blob.size)
      const elements = this.elementsOf(blob, await unpack(bytes, this.name, blob))
      yield elements.filter((one): one is Extract<OsmElement, { type: T }> => one.type === type)
      onProgress(index + 1, wanted.length)
    }
  }

  close(): Promise<void> {
    return this.file.close()
  }

  private elementsOf(blob: Blob, block: Buffer): OsmElement[] {
    try {
      return parse(block, {}) as OsmElement[]
    } catch (cause) {
      throw broken(this.name, blob, 'holds no OSM data that can be read', cause)
    }
  }
}

type Place = Pick<Blob, 'number' | 'offset'>

class FrameReader {
  constructor(
    private readonly file: FileHandle,
    private readonly name: string,
    private readonly size: number,
    private readonly onBytes: (bytes: Buffer) => void,
  ) {}

  async *all(): AsyncGenerator<Blob> {
    if (this.size === 0)
      throw new CityFileError(`${this.name} is empty (0 bytes). Download or copy the file again.`)
    for (let offset = 0, number = 0; offset < this.size; number++) {
      const place = { number, offset }
      const headerSize = (await this.take(offset, 4, place)).readUInt32BE()
      if (headerSize === 0 || headerSize > LONGEST_HEADER) {
        throw broken(this.name, place, `announces a header of ${headerSize} bytes: this is no OSM PBF file`)
      }
      const header = this.headerOf(await this.take(offset + 4, headerSize, place), place)
      const start = offset + 4 + headerSize
      const bytes = await this.take(start, header.size, place)
      if (number === 0 && header.type !== 'OSMHeader')
        throw broken(this.name, place, `is « ${header.type} » where the OSMHeader belongs`)
      if (header.type === 'OSMHeader') checkFeatures(await unpack(bytes, this.name, place), this.name, place)
      if (header.type === 'OSMData') {
        const types = typesIn(await unpack(bytes, this.name, place), this.name, place)
        yield { ...place, start, size: header.size, types }
      }
      offset = start + header.size
    }
  }

  private headerOf(bytes: Buffer, place: Place): { type: string; size: number } {
    const header = { type: '', size: -1 }
    try {
      new PbfReader(bytes).readFields((field, into, pbf) => {
        if (field === 1) into.type = pbf.readString().slice(0, 40)
        else if (field === 3) into.size = pbf.readVarint()
      }, header)
    } catch (cause) {
      throw broken(this.name, place, 'has a header that cannot be read: this is no OSM PBF file', cause)
    }
    if (header.type === '' || header.size < 0 || header.size > LONGEST_BLOB)
      throw broken(this.name, place, 'has a header that makes no sense: this is no OSM PBF file')
    return header
  }

  private async take(position: number, length: number, place: Place): Promise<Buffer> {
    if (position + length > this.size) {
      const left = this.size - position
      throw broken(this.name, place, `is cut short: ${length} bytes are announced, ${left} are left`)
    }
    const bytes = await readAt(this.file, position, length)
    this.onBytes(bytes)
    return bytes
  }
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(length)
  let read = 0
  while (read < length) {
    const { bytesRead } = await file.read(bytes, read, length - read, position + read)
    if (bytesRead === 0)
      throw new CityFileError(`The file became shorter while it was read, at byte ${position}.`)
    read += bytesRead
  }
  return bytes
}

async function unpack(bytes: Buffer, name: string, place: Place): Promise<Buffer> {
  const blob: { raw?: Uint8Array; zlib?: Uint8Array; packing: string } = { packing: 'nothing' }
  try {
    new PbfReader(bytes).readFields((field, into, pbf) => {
      if (field === 1) into.raw = pbf.readBytes()
      else if (field === 3) into.zlib = pbf.readBytes()
      else if (field > 3) into.packing = ['LZMA', 'bzip2', 'LZ4', 'Zstandard'][field - 4] ?? 'an unknown way'
    }, blob)
    if (blob.raw !== undefined) return Buffer.from(blob.raw)
    if (blob.zlib !== undefined) return await inflated(blob.zlib, { maxOutputLength: LONGEST_BLOB })
  } catch (cause) {
    throw broken(name, place, 'is damaged', cause)
  }
  const remedy = 'only zlib is read: convert it with « osmium cat »'
  throw broken(name, place, `is packed with ${blob.packing}; ${remedy}`)
}

/** Files that need more than plain OSM (history, for one) say so, and must be refused. */
function checkFeatures(block: Buffer, name: string, place: Place): void {
  const required: string[] = []
  new PbfReader(block).readFields((field, into, pbf) => {
    if (field === 4) into.push(pbf.readString())
  }, required)
  const unknown = required.find((feature) => !UNDERSTOOD.has(feature))
  if (unknown !== undefined) throw broken(name, place, `requires « ${unknown} », which is not supported`)
}

/** Looks at the group's first field alone: far cheaper than to decode it. */
function typesIn(block: Buffer, name: string, place: Place): Set<ElementType> {
  const types = new Set<ElementType>()
  try {
    new PbfReader(block).readFields((field, into, pbf) => {
      if (field !== 2) return
      const end = pbf.readVarint() + pbf.pos
      const inside = pbf.pos < end ? pbf.readVarint() >> 3 : 0
      const type = TYPE_OF_FIELD[inside as keyof typeof TYPE_OF_FIELD]
      if (type !== undefined) into.add(type)
      pbf.pos = end
    }, types)
  } catch (cause) {
    throw broken(name, place, 'holds no OSM data that can be read', cause)
  }
  return types
}

function broken(name: string, { number, offset }: Place, what: string, cause?: unknown): CityFileError {
  return new CityFileError(`${name}: block ${number}, at byte ${offset}, ${what}. Download the file again.`, {
    cause,
  })
}

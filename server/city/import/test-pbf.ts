import { writeFile } from 'node:fs/promises'
import { deflateSync } from 'node:zlib'
import { PbfWriter } from 'pbf'
import type { OsmElement, OsmNode, OsmRelation, OsmWay, Tags } from './osm-element.ts'

const TYPES = { node: 0, way: 1, relation: 2 } as const

/** Writes a small OSM PBF: a header, then one block for each type of element. For tests and benches. */
export async function writePbf(path: string, elements: readonly OsmElement[]): Promise<Buffer> {
  const bytes = pbfOf(elements)
  await writeFile(path, bytes)
  return bytes
}

export function pbfOf(elements: readonly OsmElement[], required = 'OsmSchema-V0.6'): Buffer {
  return Buffer.concat([headerOf(required), ...blocksOf(elements)])
}

/** The block that a file begins with. */
export function headerOf(required = 'OsmSchema-V0.6'): Buffer {
  const header = new PbfWriter()
  header.writeStringField(4, required)
  return frame('OSMHeader', header.finish())
}

/** One block for each type of element that there is. A whole file is a header and such blocks, nodes before ways before relations. */
export function blocksOf(elements: readonly OsmElement[]): Buffer[] {
  const ofType = <T extends OsmElement['type']>(type: T) =>
    elements.filter((one): one is Extract<OsmElement, { type: T }> => one.type === type)
  const blocks = [
    blockOf(ofType('node'), (nodes, strings) => [2, denseOf(nodes, strings)]),
    blockOf(ofType('way'), (ways, strings) => ways.map((way) => wayOf(way, strings)), 3),
    blockOf(ofType('relation'), (relations, strings) => relations.map((one) => relationOf(one, strings)), 4),
  ]
  return blocks.filter((block) => block !== null)
}

class Strings {
  private readonly indexes = new Map([['', 0]])
  get all(): Iterable<string> {
    return this.indexes.keys()
  }
  indexOf(text: string): number {
    const known = this.indexes.get(text)
    if (known !== undefined) return known
    this.indexes.set(text, this.indexes.size)
    return this.indexes.size - 1
  }
}

function blockOf<T>(
  elements: T[],
  write: (elements: T[], strings: Strings) => [number, Uint8Array] | Uint8Array[],
  field = 0,
): Buffer | null {
  if (elements.length === 0) return null
  const strings = new Strings()
  const written = write(elements, strings)
  const group = new PbfWriter()
  if (typeof written[0] === 'number') group.writeBytesField(written[0], written[1] as Uint8Array)
  else for (const message of written as Uint8Array[]) group.writeBytesField(field, message)
  const table = new PbfWriter()
  for (const text of strings.all) table.writeBytesField(1, Buffer.from(text))
  const block = new PbfWriter()
  block.writeBytesField(1, table.finish())
  block.writeBytesField(2, group.finish())
  return frame('OSMData', block.finish())
}

function frame(type: string, content: Uint8Array): Buffer {
  const blob = new PbfWriter()
  blob.writeVarintField(2, content.length)
  blob.writeBytesField(3, deflateSync(content))
  const bytes = blob.finish()
  const header = new PbfWriter()
  header.writeStringField(1, type)
  header.writeVarintField(3, bytes.length)
  const headerBytes = header.finish()
  const length = Buffer.alloc(4)
  length.writeUInt32BE(headerBytes.length)
  return Buffer.concat([length, headerBytes, bytes])
}

function deltas(numbers: readonly number[]): number[] {
  return numbers.map((number, index) => number - (numbers[index - 1] ?? 0))
}

function denseOf(nodes: readonly OsmNode[], strings: Strings): Uint8Array {
  const dense = new PbfWriter()
  dense.writePackedSVarint(1, deltas(nodes.map(({ id }) => id)))
  dense.writePackedSVarint(8, deltas(nodes.map(({ lat }) => Math.round(lat * 1e7))))
  dense.writePackedSVarint(9, deltas(nodes.map(({ lon }) => Math.round(lon * 1e7))))
  const tags = nodes.flatMap((node) => [
    ...Object.entries(node.tags ?? {}).flatMap((pair) => pair.map((text) => strings.indexOf(text))),
    0,
  ])
  dense.writePackedVarint(10, tags)
  return dense.finish()
}

function writeTags(message: PbfWriter, id: number, tags: Tags | undefined, strings: Strings): void {
  message.writeVarintField(1, id)
  message.writePackedVarint(
    2,
    Object.keys(tags ?? {}).map((key) => strings.indexOf(key)),
  )
  message.writePackedVarint(
    3,
    Object.values(tags ?? {}).map((value) => strings.indexOf(value)),
  )
}

function wayOf({ id, refs, tags }: OsmWay, strings: Strings): Uint8Array {
  const way = new PbfWriter()
  writeTags(way, id, tags, strings)
  way.writePackedSVarint(8, deltas(refs))
  return way.finish()
}

function relationOf({ id, members, tags }: OsmRelation, strings: Strings): Uint8Array {
  const relation = new PbfWriter()
  writeTags(relation, id, tags, strings)
  relation.writePackedVarint(
    8,
    members.map(({ role }) => strings.indexOf(role)),
  )
  relation.writePackedSVarint(9, deltas(members.map(({ ref }) => ref)))
  relation.writePackedVarint(
    10,
    members.map(({ type }) => TYPES[type]),
  )
  return relation.finish()
}

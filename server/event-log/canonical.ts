import { createHash } from 'node:crypto'

/** What the first event's hash is chained to. */
export const GENESIS = Buffer.alloc(32)

/** JSON with the keys of every object in order, so that one row has one text whoever wrote it. */
function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  const entries = Object.entries(value)
    .filter(([, part]) => part !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, part]) => `${JSON.stringify(key)}:${canonicalJson(part)}`)
  return `{${entries.join(',')}}`
}

/** sha256(previous hash ‖ canonical row): a row changed, removed or put in later breaks every hash after it. */
export function chainHash(previous: Buffer, row: unknown): Buffer {
  return createHash('sha256').update(previous).update(canonicalJson(row)).digest()
}

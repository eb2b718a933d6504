import { createHash } from 'node:crypto'

/** A UUID made of `key`, so that the same key always names the same thing. `kind` keeps two kinds of things apart. */
export function derivedId(kind: string, key: string): string {
  const hex = createHash('sha256').update(`${kind}\n${key}`).digest('hex')
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-')
}

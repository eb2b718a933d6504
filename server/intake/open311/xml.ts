import { XMLBuilder } from 'fast-xml-parser'

const builder = new XMLBuilder({ ignoreAttributes: true, suppressEmptyNode: true, processEntities: true })

/** Characters that XML 1.0 has no way to write. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: removing them is the point
const UNWRITABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g

/** A document `<root>…</root>`. Null becomes an empty element, an array a repeated one. */
export function xmlDocument(root: string, content: object): string {
  return `<?xml version="1.0" encoding="utf-8"?>\n${builder.build({ [root]: written(content) })}`
}

/** A GeoReport list: `<root><item>…</item>…</root>`. */
export function xmlList(root: string, item: string, items: readonly object[]): string {
  return xmlDocument(root, { [item]: items })
}

function written(value: unknown): unknown {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return value.replace(UNWRITABLE, '')
  if (Array.isArray(value)) return value.map(written)
  if (typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, written(part)]))
}

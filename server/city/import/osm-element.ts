export type Tags = Readonly<Record<string, string>>

/** An OSM node; degrees. */
export interface OsmNode {
  type: 'node'
  id: number
  lon: number
  lat: number
  tags?: Tags
}

export interface OsmWay {
  type: 'way'
  id: number
  refs: number[]
  tags?: Tags
}

export interface OsmRelation {
  type: 'relation'
  id: number
  members: { type: 'node' | 'way' | 'relation'; ref: number; role: string }[]
  tags?: Tags
}

export type OsmElement = OsmNode | OsmWay | OsmRelation

const PLACE_OF_TYPE = { node: 0, way: 1, relation: 2 } as const

/** One number for an element of any type: nodes, ways and relations each count from 1, and share a table here. */
export function elementId({ type, id }: Pick<OsmElement, 'type' | 'id'>): number {
  return id * 3 + PLACE_OF_TYPE[type]
}

/** The text of a tag as a column takes it: trimmed, without NUL, null where nothing is left. */
export function textOf(value: string | undefined): string | null {
  const text = value?.replaceAll('\0', '').trim().slice(0, 255)
  return text === undefined || text === '' ? null : text
}

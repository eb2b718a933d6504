import type { OsmRelation } from './osm-element.ts'

/** A forbidden or compulsory turn; the columns of city.restriction. */
export interface Restriction {
  id: number
  kind: 'no' | 'only'
  from: number
  via: number
  to: number
}

/**
 * The turn restrictions for cars that a relation holds. None where it excepts cars, holds at some hours only, or
 * leads over a way instead of a node. Several « from » or « to » (no_entry, no_exit) give one restriction each.
 */
export function restrictionsOf({ id, tags, members }: OsmRelation): Restriction[] {
  if (tags?.type !== 'restriction') return []
  const value = tags['restriction:motorcar'] ?? tags.restriction ?? ''
  const [, kind] = /^(no|only)_/.exec(value) ?? []
  if (kind !== 'no' && kind !== 'only') return []
  if ((tags.except ?? '').split(';').some((who) => ['motorcar', 'motor_vehicle'].includes(who.trim())))
    return []
  const refs = (role: string, type: string) =>
    members.filter((member) => member.role === role && member.type === type).map(({ ref }) => ref)
  const [via, another] = refs('via', 'node')
  if (via === undefined || another !== undefined || refs('via', 'way').length > 0) return []
  const turns = refs('from', 'way').flatMap((from) => refs('to', 'way').map((to) => ({ from, to })))
  return turns.map((turn, index) => ({ id: index === 0 ? id : -(id * 1000 + index), kind, via, ...turn }))
}

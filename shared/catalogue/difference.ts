import type { Localized } from '../text.ts'
import type { Catalogue } from './catalogue.ts'

/** What became of one type of request, family or agency, by its code. `parts`: which of its fields changed. */
export interface Change {
  code: string
  name: Localized
  what: 'added' | 'removed' | 'changed'
  parts: readonly string[]
}

export interface Difference {
  services: readonly Change[]
  families: readonly Change[]
  agencies: readonly Change[]
  /** Whether what is in both is in another order. */
  order: boolean
}

/** What changes from one catalogue to another: first what is gone, then the rest in the order of `after`. */
export function differenceOf(before: Catalogue, after: Catalogue): Difference {
  const { services, families, agencies } = after
  return {
    services: changes(before.services, services),
    families: changes(before.families, families),
    agencies: changes(before.agencies, agencies),
    order:
      isReordered(before.services, services) ||
      isReordered(before.families, families) ||
      isReordered(before.agencies, agencies),
  }
}

/** Whether nothing differs. */
export function isSame(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true
  if (Array.isArray(one) !== Array.isArray(other) || !isObject(one) || !isObject(other)) return false
  const keys = new Set([...Object.keys(one), ...Object.keys(other)])
  return [...keys].every((key) => isSame(one[key], other[key]))
}

interface Coded {
  code: string
  name: Localized
}

function changes(before: readonly Coded[], after: readonly Coded[]): Change[] {
  const [earlier, later] = [byCode(before), byCode(after)]
  const removed = before.flatMap(({ code, name }): Change[] =>
    later.has(code) ? [] : [{ code, name, what: 'removed', parts: [] }],
  )
  const others = after.flatMap((one): Change[] => {
    const { code, name } = one
    const old = earlier.get(code)
    if (old === undefined) return [{ code, name, what: 'added', parts: [] }]
    const parts = changedParts(old, one)
    return parts.length === 0 ? [] : [{ code, name, what: 'changed', parts }]
  })
  return [...removed, ...others]
}

function changedParts(before: object, after: object): string[] {
  const [one, other] = [new Map(Object.entries(before)), new Map(Object.entries(after))]
  const keys = new Set([...one.keys(), ...other.keys()])
  return [...keys].filter((key) => !isSame(one.get(key), other.get(key)))
}

function isReordered(before: readonly Coded[], after: readonly Coded[]): boolean {
  const [earlier, later] = [byCode(before), byCode(after)]
  const kept = before.filter(({ code }) => later.has(code)).map(({ code }) => code)
  const now = after.filter(({ code }) => earlier.has(code)).map(({ code }) => code)
  return !isSame(kept, now)
}

function byCode(list: readonly Coded[]): Map<string, Coded> {
  return new Map(list.map((one) => [one.code, one]))
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

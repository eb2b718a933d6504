import type { Request } from 'express'
import { plainText } from '../../../shared/text.ts'
import type { Open311Error } from './errors.ts'

/** What a form or a query string holds: every value is text, or a list where a name came more than once. */
export type Fields = ReadonlyMap<string, string | readonly string[]>

/** The fields of the form, then those of the query string: some clients put the key and the jurisdiction there. */
export function fieldsOf({ query, body }: Pick<Request, 'query' | 'body'>): Fields {
  return new Map(Object.entries({ ...query, ...body }) as [string, string | string[]][])
}

/** The one value of a field; undefined where it is absent or empty. A name given twice is an error. */
export function single(fields: Fields, name: string, errors: Open311Error[]): string | undefined {
  const value = fields.get(name)
  if (value === undefined || value === '') return undefined
  if (typeof value === 'string') return value.trim() || undefined
  errors.push({ code: 400, description: `${name} was given ${value.length} times.` })
  return undefined
}

/** The values of a field that lists some with commas, or comes several times. */
export function several(fields: Fields, name: string): string[] {
  const values = [fields.get(name) ?? []].flat().flatMap((value) => value.split(','))
  return [...new Set(values.map(plainText).filter((value) => value !== ''))]
}

export function quoted(value: string): string {
  return JSON.stringify(plainText(value).slice(0, 60))
}

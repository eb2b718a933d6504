import type { Open311Error } from './errors.ts'
import type { Fields } from './fields.ts'

const MOST_URLS = 5
const LONGEST_URL = 500

/**
 * The `media_url`s of a request, as they are written: the server keeps them as text and never asks for them. What cannot
 * be one is told in `problems`.
 */
export function mediaUrlsIn(fields: Fields, problems: Open311Error[]): string[] {
  const given = [fields.get('media_url') ?? []].flat().filter((value) => value.trim() !== '')
  const problem = (description: string) => problems.push({ code: 400, description })
  if (given.length > MOST_URLS) problem(`media_url was given ${given.length} times: at most ${MOST_URLS}.`)
  return given.slice(0, MOST_URLS).flatMap((value) => {
    const url = URL.canParse(value.trim()) ? new URL(value.trim()) : undefined
    if (url !== undefined && /^https?:$/.test(url.protocol) && url.href.length <= LONGEST_URL) return url.href
    problem(`media_url must be an http or https address of ${LONGEST_URL} characters at most.`)
    return []
  })
}

/** The note that tells of them to whoever deals with the ticket. */
export function mediaNote(urls: readonly string[]): string {
  return `Photographie en ligne\u00a0: ${urls.join(' ')}`
}

import { DISTRESS, type Service } from '../../shared/catalogue/service.ts'
import type { Locale } from '../../shared/text.ts'
import { domainWords } from '../../shared/words.ts'
import { plain } from './plain.ts'
import { isNearly } from './typo.ts'

/** What a type is found by. */
type Findable = Pick<Service, 'code' | 'name' | 'keywords' | 'theme'>

/**
 * The types of request that what was typed may mean: those so named first, then those that people call so, then those
 * with it within a word, then those that were nearly typed so; all of them while nothing is typed. Never a crew's distress, which nobody chooses.
 */
export function findServices<S extends Findable>(services: Iterable<S>, typed: string, locale: Locale): S[] {
  const wanted = plain(typed)
  const known = [...services].filter(({ code }) => code !== DISTRESS.code)
  if (wanted === '') return known
  return known
    .map((service) => ({ service, rank: rankOf(wanted, service, locale) }))
    .filter(({ rank }) => rank !== null)
    .sort((a, b) => (a.rank ?? 0) - (b.rank ?? 0))
    .map(({ service }) => service)
}

/** How well a type answers, 0 the best: by its name, by what it is called, both in any order, nearly; null: not at all. */
function rankOf(wanted: string, service: Findable, locale: Locale): number | null {
  const name = plain(service.name[locale])
  const called = service.keywords[locale].map(plain)
  const theme = plain(domainWords[locale].theme[service.theme])
  if (` ${name}`.includes(` ${wanted}`)) return 0
  if (called.some((one) => ` ${one}`.includes(` ${wanted}`))) return 1
  if (name.includes(wanted)) return 2
  if ([...called, theme].some((one) => one.includes(wanted))) return 3
  const words = [name, ...called, theme].join(' ').split(' ')
  const parts = wanted.split(' ')
  if (parts.every((part) => words.some((word) => word.startsWith(part)))) return 4
  return parts.every((part) => words.some((word) => isNearly(part, word))) ? 5 : null
}

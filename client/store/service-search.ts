import { DISTRESS, type Service } from '../../shared/catalogue/service.ts'
import type { Locale } from '../../shared/text.ts'
import { domainWords } from '../../shared/words.ts'
import { plain } from './plain.ts'

/**
 * The types of request that what was typed may mean: those so named first, then those that people call so; all of them
 * while nothing is typed. Never a crew's distress, which nobody chooses.
 */
export function findServices(services: Iterable<Service>, typed: string, locale: Locale): Service[] {
  const wanted = plain(typed)
  const has = (...texts: readonly string[]) => plain(texts.join(' ')).includes(wanted)
  const known = [...services].filter(({ code }) => code !== DISTRESS.code)
  const named = known.filter(({ name }) => has(name[locale]))
  const called = known.filter(
    (service) =>
      !named.includes(service) && has(domainWords[locale].theme[service.theme], ...service.keywords[locale]),
  )
  return [...named, ...called]
}

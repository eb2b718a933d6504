import type { Catalogue } from '../../shared/catalogue/catalogue.ts'
import { itemName } from '../../shared/catalogue/place.ts'
import type { Locale } from '../../shared/text.ts'
import { wordsIn } from '../store/words.ts'

/** A place of the catalogue as one says it: « Rixe › Question Arme › Phrase à lire, anglais ». A part without a name keeps its own. */
export function placeText(catalogue: Catalogue, place: string, locale: Locale): string {
  const names: string[] = []
  let at: unknown = catalogue
  const [list = '', ...steps] = place.split('.')
  at = partOf(at, list)
  for (const step of steps) {
    const inList = Array.isArray(at)
    at = partOf(at, step)
    const name = inList ? nameOf(at, step, locale) : fieldName(step, locale)
    if (name !== null) names.push(name)
  }
  return names.length === 0 ? (LISTS(locale)[list] ?? place) : names.join(' › ')
}

function partOf(at: unknown, step: string): unknown {
  if (Array.isArray(at)) return at.find((item, index) => itemName(item, index) === step)
  return isObject(at) ? at[step] : undefined
}

function nameOf(item: unknown, step: string, locale: Locale): string {
  const { rule } = wordsIn(locale).catalogue
  if (!isObject(item)) return step
  const named = item.name ?? item.label
  const text = isObject(named) ? named[locale] : undefined
  if (typeof text === 'string' && text !== '') return text
  return named === undefined && /^\d+$/.test(step) ? rule(Number(step)) : step
}

const LISTS = (locale: Locale): Record<string, string> => {
  const { list } = wordsIn(locale).catalogue
  return { services: list.label, families: list.families, agencies: list.agencies }
}

/** Null for what goes without saying beside the name of the item. */
function fieldName(step: string, locale: Locale): string | null {
  const { fields, sections, languages, publish } = wordsIn(locale).catalogue
  if (step === 'questions' || step === 'rules' || step === 'details' || step === 'choices') return null
  const names: Record<string, string | undefined> = {
    ...publish.parts,
    ...Object.fromEntries(Object.entries(fields).map(([key, { label }]) => [key, label])),
    ...sections,
    ...languages,
    key: fields.choiceKey.label,
  }
  return names[step] ?? step
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

import { isLinkingWord, isStreetType, spelledOut, wordsOf } from './address-words.ts'

/** A house number and what follows it: « 12 bis », « 12 B ». */
export interface House {
  number: number
  suffix: string | null
}

/** One way to read a text as a place. */
export interface Reading {
  house: House | null
  /** The name, in folded and spelt out words. */
  words: readonly string[]
  /** Folded and spelt out, as in the list of the municipalities known. */
  municipality: string | null
  postcode: string | null
  /** Nothing was left aside but what does not move the place: floor, door, country, « devant ». */
  whole: boolean
  /** The text says more than the place: a floor, a landmark. */
  details: boolean
}

/** Two streets that are said to meet. */
export type CrossingReading = readonly [Reading, Reading]

const LONGEST_TEXT = 500
const MOST_SEGMENTS = 4
const MOST_SPLITS = 4

const SUFFIXES = new Set('bis ter quater quinquies'.split(' '))
const COUNTRY = new Set(['france', 'cedex'])
/** Words that begin a detail of no account for the place. */
const DETAILS = new Set(
  `appartement appt apt bal batiment bat bloc code cote derriere devant digicode entree escalier esc etage etg face
  fond hall interphone parking porte pres rdc sous-sol niveau hauteur`.split(/\s+/),
)
/** What stands before an address without being of it. */
const PREFIX =
  /^(?:(?:en face|face|devant|derriere|pres|a cote|cote|au niveau|niveau|a hauteur|hauteur|adresse|numero|no|n|au|aux|a|du|de|des|le|la|l|d|dans) )+(?=\S)/
const CROSSING =
  /^(.*?) ?\b(?:angle|coin|croisement|intersection|carrefour)\b(?: (?:de|des|du|d|entre|la|le|les|l))* (.+)$/

/** Every way to read a text as one place, the likeliest first. Never throws; an empty text has none. */
export function readingsOf(text: string, municipalities: ReadonlySet<string>): Reading[] {
  const segments = segmentsOf(text)
  const readings: Reading[] = []
  for (const [index, segment] of segments.entries()) {
    // What says no more than the town is looked up alone only if it is all there is.
    if (segments.length > 1 && asideOf(segment, municipalities).known) continue
    const others = segments.filter((_, other) => other !== index).map((one) => asideOf(one, municipalities))
    for (const core of coresOf(segment, municipalities)) {
      for (const { house, words } of housesOf(core.words)) {
        if (words.length === 0) continue
        readings.push({
          house,
          words: spelledOut(words),
          municipality: core.municipality ?? others.find((one) => one.municipality)?.municipality ?? null,
          postcode: core.postcode ?? others.find((one) => one.postcode)?.postcode ?? null,
          whole: others.every((one) => one.known),
          details: core.prefixed || others.some((one) => one.detail),
        })
      }
    }
  }
  return readings
}

/** Every way to read a text as the crossing of two streets: « A / B », « angle de A et de B », « rue A et rue B ». */
export function crossingsOf(text: string, municipalities: ReadonlySet<string>): CrossingReading[] {
  const short = text.slice(0, LONGEST_TEXT)
  const first = (part: string) =>
    readingsOf(part, municipalities).toSorted(
      (a, b) => Number(b.municipality !== null) - Number(a.municipality !== null),
    )[0]
  return pairsOf(short).flatMap(([left, right]) => {
    const [a, b] = [first(left), first(right)]
    return a === undefined || b === undefined ? [] : [[a, b] as const]
  })
}

function pairsOf(text: string): [string, string][] {
  const marked = text.split(/[/&+]|\s[-–x×]\s/)
  if (marked.length === 2 && marked.every((part) => /\p{L}{2}/u.test(part))) {
    const [left = '', right = ''] = marked
    return [[CROSSING.exec(wordsOf(left).join(' '))?.[2] ?? left, right]]
  }
  // A comma stays one, so that the town after it is told from the street.
  const flat = text
    .split(',')
    .map((part) => wordsOf(part).join(' '))
    .join(', ')
  const said = CROSSING.exec(flat)
  if (said !== null) {
    const [, before = '', rest = ''] = said
    const pairs = splitsAt(rest)
    if (pairs.length > 0) return pairs
    return before === '' ? splitsBeforeTypes(rest) : [[before, rest]]
  }
  const typed = (part: string) => isStreetType(wordsOf(part)[0] ?? '')
  return splitsAt(flat).filter(([left, right]) => typed(left) && typed(right))
}

/** The text cut in two at each « et ». */
function splitsAt(text: string): [string, string][] {
  const cuts = [...text.matchAll(/ et (?:(?:de|du|des|d|la|le|l) )*/g)].slice(0, MOST_SPLITS)
  return cuts.map((cut) => [text.slice(0, cut.index), text.slice(cut.index + cut[0].length)])
}

/** Cut in two before each kind of street but the one that begins it: « rue de metz rue des lois ». */
function splitsBeforeTypes(text: string): [string, string][] {
  const words = text.split(' ')
  const begins = [...words.keys()].filter((place) => place > 1 && isStreetType(words[place] ?? ''))
  return begins
    .slice(0, MOST_SPLITS)
    .map((place) => [words.slice(0, place).join(' '), words.slice(place).join(' ')])
}

/** The parts between commas in folded words; a number alone goes with what follows it. */
function segmentsOf(text: string): string[][] {
  const parts = text
    .slice(0, LONGEST_TEXT)
    // « 12-14 rue … » and « 12/14 rue … » are found at their first number.
    .replace(/(\d)\s*[-–/]\s*\d+(?=\s*(?:bis|ter)?[\s,]+\p{L})/giu, '$1')
    .split(/[,;\n()]+/)
    .map(wordsOf)
    .filter((words) => words.length > 0)
  const segments: string[][] = []
  for (const [index, words] of parts.entries()) {
    const before = parts[index - 1]
    if (before !== undefined && isHouseAlone(before)) segments[segments.length - 1]?.push(...words)
    else segments.push([...words])
  }
  return segments.slice(0, MOST_SEGMENTS)
}

function isHouseAlone(words: readonly string[]): boolean {
  return words.length <= 2 && /^\d{1,4}[a-z]*$/.test(words[0] ?? '') && (words[1]?.length ?? 0) <= 6
}

interface Core {
  words: string[]
  municipality: string | null
  postcode: string | null
  prefixed: boolean
}

/** A segment as it stands, and without the town, the postcode and the country that end it. */
function coresOf(segment: readonly string[], municipalities: ReadonlySet<string>): Core[] {
  const prefix =
    PREFIX.exec(`${segment.join(' ')} `)?.[0]
      .trim()
      .split(' ') ?? []
  const begun = segment.slice(prefix.length)
  const asIs = { words: [...segment], municipality: null, postcode: null, prefixed: false }
  const variants: Core[] = prefix.length > 0 ? [{ ...asIs, words: begun, prefixed: true }, asIs] : [asIs]
  return variants.flatMap((core) => {
    const stripped = withoutTail(core, municipalities)
    // « rue de Toulouse » is a whole name: what would be left of it is none.
    const named = stripped.words.some((word) => !isLinkingWord(word) && !isStreetType(word))
    return named && stripped.words.length < core.words.length ? [stripped, core] : [core]
  })
}

function withoutTail(core: Core, municipalities: ReadonlySet<string>): Core {
  const words = [...core.words]
  let { municipality, postcode } = core
  while (words.length > 0) {
    const last = words.at(-1) ?? ''
    const town = townAt(words, municipalities)
    if (COUNTRY.has(last)) words.pop()
    else if (/^\d{5}$/.test(last) && postcode === null) postcode = words.pop() ?? null
    else if (/^\d{1,2}$/.test(last) && words.at(-2) === 'cedex') words.pop()
    else if (town !== null && municipality === null) {
      municipality = town.name
      words.splice(words.length - town.length)
    } else break
  }
  return { ...core, words, municipality, postcode }
}

/** The longest name of a municipality that ends these words. */
function townAt(words: readonly string[], municipalities: ReadonlySet<string>) {
  for (let length = Math.min(7, words.length); length > 0; length--) {
    const name = spelledOut(words.slice(-length)).join(' ')
    if (municipalities.has(name)) return { name, length }
  }
  return null
}

/** What a segment beside the address says: the town, a detail, or something unknown. */
function asideOf(words: readonly string[], municipalities: ReadonlySet<string>) {
  const bare = { words: [...words], municipality: null, postcode: null, prefixed: false }
  const { words: left, municipality, postcode } = withoutTail(bare, municipalities)
  const detail = left.length > 0 && left.slice(0, 2).some((word) => DETAILS.has(word))
  return { municipality, postcode, detail, known: left.length === 0 || detail }
}

/** The words with a number taken from their start or their end, in each way that can be meant, and as they are. */
function housesOf(words: readonly string[]): { house: House | null; words: readonly string[] }[] {
  const found: { house: House | null; words: readonly string[] }[] = []
  const [first = '', second = ''] = words
  const stuck = /^(\d{1,5})(bis|ter|quater|quinquies|[a-z])?$/.exec(first)
  if (stuck !== null) {
    const [number, suffix = null] = [Number(stuck[1]), stuck[2]]
    const apart = suffix === null && (SUFFIXES.has(second) || /^[a-z]$/.test(second)) && words.length > 2
    if (apart) found.push({ house: { number, suffix: second }, words: words.slice(2) })
    if (!apart || !SUFFIXES.has(second)) found.push({ house: { number, suffix }, words: words.slice(1) })
  } else {
    const ended = /^(.*?\D)(?: (?:n|no|numero))? (\d{1,4}) ?(bis|ter|quater|quinquies|[a-z])?$/.exec(
      words.join(' '),
    )
    if (ended !== null) {
      const [, name = '', number, suffix = null] = ended
      found.push({ house: { number: Number(number), suffix }, words: name.split(' ') })
    }
  }
  return [...found, { house: null, words }]
}

/** Kinds of streets and what people write for them, all folded. Only the first word of a name is one. */
const STREET_TYPES: ReadonlyMap<string, string> = new Map([
  ...each('allee', 'all al allees alle'),
  ...each('avenue', 'av ave aven'),
  ...each('boulevard', 'bd bld boul bvd blvd boulv'),
  ...each('chemin', 'ch che chem chm'),
  ...each('cours', 'crs'),
  ...each('esplanade', 'esp'),
  ...each('faubourg', 'fg fbg fb'),
  ...each('impasse', 'imp'),
  ...each('lotissement', 'lot'),
  ...each('montee', 'mte'),
  ...each('passage', 'pass psg pas'),
  ...each('place', 'pl'),
  ...each('promenade', 'prom'),
  ...each('quai', 'q qu'),
  ...each('residence', 'res resid'),
  ...each('rond', 'rd'),
  ...each('route', 'rte rt'),
  ...each('rue', 'r'),
  ...each('ruelle', 'rle'),
  ...each('square', 'sq'),
  ...each('traverse', 'trav tra'),
  ...each('cite', ''),
  ...each('clos', ''),
  ...each('descente', ''),
  ...each('port', ''),
  ...each('pont', ''),
  ...each('rocade', ''),
  ...each('sentier', 'sen'),
  ...each('voie', ''),
])

/** What stands for a word anywhere in a name. */
const SHORT_WORDS: ReadonlyMap<string, string> = new Map([
  ...each('saint', 'st'),
  ...each('sainte', 'ste'),
  ...each('saints', 'sts'),
  ...each('docteur', 'dr doct'),
  ...each('professeur', 'pr prof'),
  ...each('general', 'gal gen'),
  ...each('marechal', 'mal'),
  ...each('colonel', 'col'),
  ...each('commandant', 'cdt cmdt'),
  ...each('capitaine', 'cne cap'),
  ...each('lieutenant', 'lt'),
  ...each('president', 'pdt'),
  ...each('monseigneur', 'mgr'),
  ...each('grand', 'gd'),
  ...each('grande', 'gde'),
  ...each('vieux', 'vx'),
  ...each('notre dame', 'nd'),
])

/** Days that streets are named after are written in figures or in letters. */
const DAYS: ReadonlyMap<string, string> = new Map([
  ...each('1', 'premier 1er'),
  ...each('4', 'quatre'),
  ...each('8', 'huit'),
  ...each('10', 'dix'),
  ...each('11', 'onze'),
  ...each('14', 'quatorze'),
])
const MONTHS = new Set(
  'janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre'.split(' '),
)

const LINKING_WORDS = new Set('a au aux d de des du en et l la le les'.split(' '))
const TYPES = new Set(STREET_TYPES.values())

/** More than any name has; the rest of a text is not looked at. */
const MOST_WORDS = 16

function each(word: string, short: string): [string, string][] {
  return [word, ...short.split(' ').filter(Boolean)].map((one) => [one, word])
}

/** Lower case without accents; ligatures spelt out. */
export function folded(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/œ/g, 'oe')
    .replace(/æ/g, 'ae')
    .replace(/ß/g, 'ss')
}

/** The words of a text, folded; whatever is neither letter nor figure parts them. */
export function wordsOf(text: string): string[] {
  return folded(text).match(/[\p{L}\p{N}]+/gu) ?? []
}

/**
 * Folded words with the abbreviations of street names spelt out: `av st michel` → `avenue saint michel`. A kind of
 * street is one at the start only, or after a number: in « rue r poincaré » the r is a name.
 */
export function spelledOut(words: readonly string[]): string[] {
  return words.slice(0, MOST_WORDS).flatMap((word, index) => {
    const begins = index === 0 || (index === 1 && /^\d/.test(words[0] ?? ''))
    const type = begins ? STREET_TYPES.get(word) : undefined
    const day = MONTHS.has(words[index + 1] ?? '') ? DAYS.get(word) : undefined
    const whole = type ?? day ?? SHORT_WORDS.get(word)
    return whole === undefined ? [word] : whole.split(' ')
  })
}

/** Whether a folded word is a kind of street, or is written for one. */
export function isStreetType(word: string): boolean {
  return STREET_TYPES.has(word)
}

/** Words that link others and tell no name from another: « de », « la ». */
export function isLinkingWord(word: string): boolean {
  return LINKING_WORDS.has(word)
}

/** The words that tell a name from another: without its kind of street and its linking words, if any others remain. */
export function tellingWords(words: readonly string[]): readonly string[] {
  const telling = words.filter((word, index) => !isLinkingWord(word) && !(index === 0 && TYPES.has(word)))
  return telling.length > 0 ? telling : words
}

/** How much a word of a name weighs when two names are compared. */
export function weightOf(word: string, index: number): number {
  if (isLinkingWord(word)) return 0.1
  if (index === 0 && TYPES.has(word)) return 0.4
  return word.length === 1 && !/\d/.test(word) ? 0.5 : 1
}

import { isLinkingWord, isStreetType, spelledOut, tellingWords, weightOf, wordsOf } from './address-words.ts'

/** A name made ready to be compared. */
export interface Name {
  words: readonly string[]
  weights: readonly number[]
  /** The words that are no linking words, run together: names that differ only in spaces are one. */
  compact: string
  /** The same without the kind of street, null where it has none. */
  untyped: string | null
}

export interface NameMatch {
  /** 0 (nothing in common) to 1 (the same name). */
  score: number
  /** `whole`: every word the same. `untyped`: all but the kind of street, which was not said. */
  exact: 'whole' | 'untyped' | null
}

export function nameOf(text: string): Name {
  return nameOfWords(spelledOut(wordsOf(text)))
}

/** The name that folded and spelt out words make. */
export function nameOfWords(words: readonly string[]): Name {
  const compact = words.filter((word) => !isLinkingWord(word)).join('')
  const typed = words.length > 1 && isStreetType(words[0] ?? '')
  return {
    words,
    weights: words.map(weightOf),
    compact: compact || words.join(''),
    untyped: typed ? tellingWords(words).join('') : null,
  }
}

/** How well what was asked for fits a name; its last word may be unfinished. */
export function matchNames(asked: Name, name: Name): NameMatch {
  if (asked.compact === name.compact) return { score: 1, exact: 'whole' }
  if (asked.untyped === null && asked.compact === name.untyped) return { score: 0.97, exact: 'untyped' }
  const taken = new Set<number>()
  let found = 0
  let covered = 0
  for (const [index, word] of asked.words.entries()) {
    const last = index === asked.words.length - 1
    const [best, at] = bestFit(word, last, name.words, taken)
    if (best === 0) continue
    taken.add(at)
    found += best * (asked.weights[index] ?? 0)
    covered += best * (name.weights[at] ?? 0)
  }
  const share = 0.7 * (found / sum(asked.weights)) + 0.3 * (covered / sum(name.weights))
  return { score: Math.min(0.95, share) || 0, exact: null }
}

function bestFit(word: string, last: boolean, words: readonly string[], taken: ReadonlySet<number>) {
  let best = 0
  let at = -1
  for (const [index, other] of words.entries()) {
    if (taken.has(index)) continue
    const fit = likeness(word, other, last)
    if (fit > best) {
      best = fit
      at = index
    }
  }
  return [best, at] as const
}

/** 0 to 1: the same word, the start of it, or the word with a slip or two. Figures have no slips. */
function likeness(word: string, other: string, last: boolean): number {
  if (word === other) return 1
  if (/\d/.test(word)) return 0
  if (other.startsWith(word)) return last && word.length > 1 ? 0.95 : word.length > 2 ? 0.8 : 0.6
  const slips = word.length <= 3 ? 0 : word.length <= 5 ? 1 : 2
  if (slips === 0 || Math.abs(word.length - other.length) > slips) return 0
  const distance = editDistance(word, other, slips)
  return distance > slips ? 0 : 1 - (1.2 * distance) / Math.max(word.length, other.length)
}

/** Letters added, dropped, changed or swapped with the next (optimal string alignment); `most` + 1 for any more. */
export function editDistance(a: string, b: string, most: number): number {
  let before = new Array<number>(b.length + 1).fill(0)
  let row = before.map((_, index) => index)
  let next = before.slice()
  for (let i = 1; i <= a.length; i++) {
    next[0] = i
    let least = i
    for (let j = 1; j <= b.length; j++) {
      const same = a.charCodeAt(i - 1) === b.charCodeAt(j - 1)
      let cost = Math.min((row[j - 1] ?? 0) + (same ? 0 : 1), (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1)
      }
      next[j] = cost
      least = Math.min(least, cost)
    }
    if (least > most) return most + 1
    const free = before
    before = row
    row = next
    next = free
  }
  return Math.min(row[b.length] ?? 0, most + 1)
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

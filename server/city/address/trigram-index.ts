import { tellingWords } from './address-words.ts'

/** Three letters in a row, and a word's first two with its start; a word of one letter is its start alone. */
function gramsOf(words: readonly string[]): Set<string> {
  const grams = new Set<string>()
  for (const word of tellingWords(words)) {
    grams.add(`^${word.slice(0, 2)}`)
    for (let start = 0; start + 3 <= word.length; start++) grams.add(word.slice(start, start + 3))
  }
  return grams
}

/** Finds, among names given as folded words, those that share the most trigrams with what is asked for. */
export class TrigramIndex {
  /** For each trigram, the numbers of the names that have it. */
  private readonly postings: ReadonlyMap<string, Int32Array>
  private readonly lengths: Uint16Array
  private readonly counts: Uint16Array

  constructor(names: readonly (readonly string[])[]) {
    const postings = new Map<string, number[]>()
    this.counts = new Uint16Array(names.length)
    this.lengths = Uint16Array.from(names, (words, number) => {
      const grams = gramsOf(words)
      for (const gram of grams) {
        const list = postings.get(gram)
        if (list === undefined) postings.set(gram, [number])
        else list.push(number)
      }
      return grams.size
    })
    this.postings = new Map([...postings].map(([gram, list]) => [gram, Int32Array.from(list)]))
  }

  /** The numbers of at most `most` names, those with the most in common first, then the shortest. */
  nearest(words: readonly string[], most: number): number[] {
    const grams = gramsOf(words)
    const touched: number[] = []
    for (const gram of grams) {
      for (const number of this.postings.get(gram) ?? []) {
        const count = this.counts[number] ?? 0
        if (count === 0) touched.push(number)
        this.counts[number] = count + 1
      }
    }
    const floor = Math.max(this.floorFor(touched, grams.size, most), Math.ceil(grams.size * 0.25))
    const kept = touched.filter((number) => this.count(number) >= floor)
    kept.sort((a, b) => this.count(b) - this.count(a) || this.length(a) - this.length(b))
    for (const number of touched) this.counts[number] = 0
    return kept.slice(0, most)
  }

  /** How much must be shared for no fewer than `most` to be left: spares the sorting of thousands. */
  private floorFor(touched: readonly number[], grams: number, most: number): number {
    const having = new Array<number>(grams + 1).fill(0)
    for (const number of touched) having[this.count(number)] = (having[this.count(number)] ?? 0) + 1
    let left = 0
    for (let floor = grams; floor > 1; floor--) {
      left += having[floor] ?? 0
      if (left >= most) return floor
    }
    return 1
  }

  private count(number: number): number {
    return this.counts[number] ?? 0
  }

  private length(number: number): number {
    return this.lengths[number] ?? 0
  }
}

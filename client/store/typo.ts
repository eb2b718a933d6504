/** Letters that a part of a word needs before one, or two, of them may be wrong. */
const ONE_WRONG_FROM = 4
const TWO_WRONG_FROM = 8

/** Whether `typed` is the beginning of `word`, or would be with a slip of the fingers: one, two in a long one. */
export function isNearly(typed: string, word: string): boolean {
  const allowed = typed.length >= TWO_WRONG_FROM ? 2 : typed.length >= ONE_WRONG_FROM ? 1 : 0
  if (word.startsWith(typed)) return true
  return allowed > 0 && slips(typed, word.slice(0, typed.length + allowed)) <= allowed
}

/** The least letters to leave out, add, change or swap that make `typed` a beginning of `word`. */
function slips(typed: string, word: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: word.length + 1 }, (_, column) => column)
  for (let row = 1; row <= typed.length; row++) {
    const line = [row]
    for (let column = 1; column <= word.length; column++) {
      const [one, other] = [typed[row - 1], word[column - 1]]
      const swapped = row > 1 && column > 1 && one === word[column - 2] && typed[row - 2] === other
      line[column] = Math.min(
        (last[column] ?? 0) + 1,
        (line[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (one === other ? 0 : 1),
        swapped ? (beforeLast[column - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      )
    }
    beforeLast = last
    last = line
  }
  return Math.min(...last)
}

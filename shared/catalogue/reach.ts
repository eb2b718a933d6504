import type { Clause, Condition } from './condition.ts'
import { waysOf } from './condition.ts'
import { choicesOf, type Question } from './question.ts'

/**
 * What must have been answered, by the code of the question: one of these choices. A question of which nothing is
 * demanded, or of which several choices can be answered, is not in it.
 */
type Way = ReadonlyMap<string, ReadonlySet<string>>

/** Beyond this many ways to a question the first of them are looked at: enough to tell that it can be reached. */
const MOST_WAYS = 200

/** Which answers lead to each question of a list, and so whether it can be asked at all, or a condition be true. */
export class Reach {
  private readonly ways = new Map<string, readonly Way[]>()
  private readonly questions: ReadonlyMap<string, Question>

  constructor(questions: readonly Question[]) {
    this.questions = new Map(questions.map((question) => [question.code, question]))
    for (const { code, when } of questions) this.ways.set(code, this.waysTo(when))
  }

  /** Whether some answers make `when` true, of questions that can themselves be asked with them. */
  canHold(when: Condition | undefined): boolean {
    return this.waysTo(when).length > 0
  }

  private waysTo(when: Condition | undefined): readonly Way[] {
    if (when === undefined) return [new Map()]
    return waysOf(when)
      .flatMap((clauses) =>
        clauses.reduce<readonly Way[]>((ways, clause) => this.with(ways, clause), [new Map()]),
      )
      .slice(0, MOST_WAYS)
  }

  /** Those of `ways` on which `clause` can be true as well, its question being asked. */
  private with(ways: readonly Way[], clause: Clause): readonly Way[] {
    const own = this.demanded(clause)
    const before = this.ways.get(clause.question) ?? []
    return ways
      .flatMap((way) => before.map((earlier) => merged(merged(way, earlier), own)))
      .filter((way) => way !== null)
      .slice(0, MOST_WAYS)
  }

  private demanded(clause: Clause): Way {
    const question = this.questions.get(clause.question)
    if (!('is' in clause) || question?.datatype !== 'singlevaluelist') return new Map()
    const known = new Set(choicesOf(question).map(({ key }) => key))
    return new Map([[clause.question, new Set(clause.is.filter((key) => known.has(key)))]])
  }
}

/** What both demand; null where they cannot go together. */
function merged(one: Way | null, other: Way): Way | null {
  if (one === null) return null
  const both = new Map(one)
  for (const [question, keys] of other) {
    const before = both.get(question)
    const common = before === undefined ? keys : new Set([...keys].filter((key) => before.has(key)))
    if (common.size === 0) return null
    both.set(question, common)
  }
  return both
}

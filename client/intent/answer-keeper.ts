/** What is wanted, and what its answer rests on: another text, another answer. */
export interface Wanted<Subject> {
  subject: Subject
  basis: string
}

export interface Shown<Subject, Answer> {
  subject: Subject
  state: 'computing' | 'shown' | 'failed'
  /** The last answer for this very subject. */
  answer: Answer | null
}

/** An answer is not renewed sooner, whatever moves. */
export const RENEW_AFTER_MS = 5_000
/** Past this an answer is not waited for any more. */
const GIVE_UP_MS = 10_000

/**
 * Keeps what is shown true: asks at once for another subject, again when what the answer rests on has changed or there was
 * none, at most every 5 s and one question at a time. An answer about one subject is never shown as another's.
 */
export class AnswerKeeper<Subject extends object, Answer> {
  private shown: Shown<Subject, Answer> | null = null
  private asked: { key: string; basis: string; at: number } | null = null
  private asking: AbortController | null = null
  private wanted: Wanted<Subject> | null = null

  constructor(
    private readonly fetch: (subject: Subject, signal: AbortSignal) => Promise<Answer>,
    private readonly onChange: (shown: Shown<Subject, Answer> | null) => void,
    /** Milliseconds, of any clock. */
    private readonly now: () => number,
    /** Whether an answer says that there is nothing to show, so that it is asked for again. */
    private readonly lacks: (answer: Answer) => boolean,
  ) {}

  /** Takes what is wanted now; to be told at each change, and once a second. */
  want(wanted: Wanted<Subject>): void {
    this.wanted = wanted
    const { subject } = wanted
    if (this.shown === null || keyOf(this.shown.subject) !== keyOf(subject))
      this.tell({ subject, state: 'computing', answer: null })
    if (this.asking === null && this.isDue(wanted)) this.ask(wanted)
  }

  /** Shows nothing any more. */
  stop(): void {
    this.asking?.abort()
    this.asking = this.asked = this.wanted = null
    this.tell(null)
  }

  private isDue({ subject, basis }: Wanted<Subject>): boolean {
    const { asked, shown } = this
    if (asked === null || asked.key !== keyOf(subject)) return true
    const lacking = shown?.state !== 'shown' || (shown.answer !== null && this.lacks(shown.answer))
    return this.now() - asked.at >= RENEW_AFTER_MS && (lacking || asked.basis !== basis)
  }

  private async ask({ subject, basis }: Wanted<Subject>): Promise<void> {
    const asking = new AbortController()
    const key = keyOf(subject)
    this.asking = asking
    this.asked = { key, basis, at: this.now() }
    const signal = AbortSignal.any([asking.signal, AbortSignal.timeout(GIVE_UP_MS)])
    const answer = await this.fetch(subject, signal).catch(() => null)
    if (asking.signal.aborted) return
    this.asking = null
    const { shown, wanted } = this
    if (shown !== null && keyOf(shown.subject) === key)
      this.tell(answer === null ? { ...shown, state: 'failed' } : { subject, state: 'shown', answer })
    if (wanted !== null) this.want(wanted)
  }

  private tell(shown: Shown<Subject, Answer> | null): void {
    this.shown = shown
    this.onChange(shown)
  }
}

function keyOf(subject: object): string {
  return JSON.stringify(subject)
}

import { hashSecret } from './secrets.ts'

/** How long an answer about a secret is believed without asking again: a revoked one works no longer than this. */
const BELIEVED_MS = 1_000

/** Whom a hashed secret belongs to. */
export interface Held<T> {
  hash: Buffer
  holder: T
}

interface Answer<T> {
  hash: Buffer
  /** When the database was asked. */
  at: number
  /** Undefined where nobody holds it. */
  holder: T | undefined
  /** Wanted since it was asked about. */
  used: boolean
}

/**
 * Finds who holds a secret. What is asked while the database is being asked is put together in the next question, with
 * a renewal of the answers in use: a thousand devices, or a flood of wrong secrets, cost a few queries a second.
 */
export class SecretLookup<T> {
  private readonly answers = new Map<string, Answer<T>>()
  private readonly asked = new Map<string, Buffer>()
  private current: Promise<void> | null = null
  private next: Promise<void> | null = null

  constructor(private readonly read: (hashes: readonly Buffer[]) => Promise<readonly Held<T>[]>) {}

  /** Rejects while the database is away. */
  async find(secret: string): Promise<T | undefined> {
    const hash = hashSecret(secret)
    const name = nameOf(hash)
    if (!this.isFresh(name)) {
      this.asked.set(name, hash)
      this.next ??= this.afterCurrent()
      await this.next
    }
    const answer = this.answers.get(name)
    if (answer !== undefined) answer.used = true
    return answer?.holder
  }

  private isFresh(name: string): boolean {
    return ageOf(this.answers.get(name)) < BELIEVED_MS
  }

  private async afterCurrent(): Promise<void> {
    await this.current?.catch(() => {})
    this.next = null
    this.current = this.ask()
    await this.current
  }

  private async ask(): Promise<void> {
    for (const name of this.asked.keys()) if (this.isFresh(name)) this.asked.delete(name)
    if (this.asked.size === 0) return
    const hashes = new Map(this.asked)
    this.asked.clear()
    for (const [name, answer] of this.answers) {
      const age = ageOf(answer)
      if (age >= BELIEVED_MS / 2 && answer.used && answer.holder !== undefined) hashes.set(name, answer.hash)
      else if (age >= BELIEVED_MS) this.answers.delete(name)
    }
    const at = Date.now()
    const held = await this.read([...hashes.values()])
    const holders = new Map(held.map(({ hash, holder }) => [nameOf(hash), holder]))
    for (const [name, hash] of hashes)
      this.answers.set(name, { hash, at, holder: holders.get(name), used: false })
  }
}

const nameOf = (hash: Buffer) => hash.toString('base64')

const ageOf = (answer: { at: number } | undefined) =>
  answer === undefined ? Infinity : Date.now() - answer.at

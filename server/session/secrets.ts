import { createHash, randomBytes } from 'node:crypto'

/** Secrets made here are random, so a plain hash keeps them as well as a slow one would. */
export function hashSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}

/** No letter or digit that is taken for another when it is read aloud or typed with a glove. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789'
const GROUP = 4

/** A secret that a person can type: « k3fw-9xpd-… », 20 bits a group. */
export function typedSecret(groups: number): string {
  const letters: string[] = []
  while (letters.length < groups * GROUP)
    for (const byte of randomBytes(groups * GROUP))
      if (byte < LETTERS.length * 8) letters.push(LETTERS[byte % LETTERS.length] ?? '')
  return Array.from({ length: groups }, (_, group) =>
    letters.slice(group * GROUP, (group + 1) * GROUP).join(''),
  ).join('-')
}

/** How long an answer about a secret is believed without asking again. */
const BELIEVED_MS = 1_000
const MOST_REMEMBERED = 1_000

/** Finds who holds a secret, asking the database at most once a second for each. */
export class SecretLookup<T> {
  private readonly known = new Map<string, { at: number; holder: T | undefined }>()

  constructor(private readonly read: (hash: Buffer) => Promise<T | undefined>) {}

  async find(secret: string): Promise<T | undefined> {
    const hash = hashSecret(secret)
    const name = hash.toString('base64')
    const before = this.known.get(name)
    if (before !== undefined && Date.now() - before.at < BELIEVED_MS) return before.holder
    const holder = await this.read(hash)
    // Wrong ones are remembered too, but not without end.
    if (this.known.size > MOST_REMEMBERED) this.known.clear()
    this.known.set(name, { at: Date.now(), holder })
    return holder
  }
}

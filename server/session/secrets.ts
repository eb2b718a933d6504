import { createHash, randomBytes } from 'node:crypto'

/** Secrets made here are random, so a plain hash keeps them as well as a slow one would. */
export function hashSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}

/** No letter or digit that is taken for another when it is read aloud or typed with a glove. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789'
const GROUPS = 4
const GROUP = 4

/** A secret that a person can type: « k3fw-9xpd-… », 79 bits. */
export function typedSecret(): string {
  const letters: string[] = []
  while (letters.length < GROUPS * GROUP)
    for (const byte of randomBytes(GROUPS * GROUP))
      if (byte < LETTERS.length * 8) letters.push(LETTERS[byte % LETTERS.length] ?? '')
  return Array.from({ length: GROUPS }, (_, group) =>
    letters.slice(group * GROUP, (group + 1) * GROUP).join(''),
  ).join('-')
}

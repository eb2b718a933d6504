import { z } from 'zod'

/** A code of four to six digits. */
const SHORTEST_PIN = 4
export const LONGEST_PIN = 6

/** What a device keeps of a code: enough to recognize it, and slow to try out. Base 64. */
export const keptPinSchema = z.object({
  salt: z.base64(),
  hash: z.base64(),
  rounds: z.int().min(1),
})
export type KeptPin = z.infer<typeof keptPinSchema>

/** OWASP's for PBKDF2 with SHA-256: some 0.3 s on a tablet. */
const ROUNDS = 600_000
const SALT_BYTES = 16
const HASH_BITS = 256

export function isPin(typed: string): boolean {
  return new RegExp(`^\\d{${SHORTEST_PIN},${LONGEST_PIN}}$`).test(typed)
}

/** What to keep of a code, with a salt of its own. */
export async function keepPin(pin: string): Promise<KeptPin> {
  const salt = crypto.getRandomValues(new Uint8Array(SALT_BYTES))
  return { salt: base64(salt), hash: base64(await derive(pin, salt, ROUNDS)), rounds: ROUNDS }
}

export async function isThatPin(pin: string, { salt, hash, rounds }: KeptPin): Promise<boolean> {
  return base64(await derive(pin, bytesOf(salt), rounds)) === hash
}

async function derive(pin: string, salt: Uint8Array<ArrayBuffer>, iterations: number): Promise<Uint8Array> {
  const key = await crypto.subtle.importKey('raw', new TextEncoder().encode(pin), 'PBKDF2', false, [
    'deriveBits',
  ])
  const rule = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations }
  return new Uint8Array(await crypto.subtle.deriveBits(rule, key, HASH_BITS))
}

function base64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))
}

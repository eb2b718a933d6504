import { hash, verify } from '@node-rs/argon2'

/** argon2id with OWASP's parameters: 19 MiB, 2 passes, 1 lane; about 20 ms. */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

export const SHORTEST_PASSWORD = 10
export const LONGEST_PASSWORD = 200

export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFC'), PARAMETERS)
}

/** Compared against when there is no such account, so that the answer takes as long. */
const nobody = hashPassword('nobody has this password')

/** Whether `password` matches; always false, and as slow, where there is no hash. */
export async function matches(password: string, passwordHash: string | undefined): Promise<boolean> {
  const right = await verify(passwordHash ?? (await nobody), password.normalize('NFC'))
  return right && passwordHash !== undefined
}

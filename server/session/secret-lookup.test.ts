import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { SecretLookup } from './secret-lookup.ts'
import { hashSecret } from './secrets.ts'

/** A table of secrets that answers after 20 ms, and every question it was asked. */
function table(holders: Map<string, string>) {
  const questions: number[] = []
  let away = false
  const lookup = new SecretLookup<string>(async (hashes) => {
    questions.push(hashes.length)
    await new Promise((answer) => setTimeout(answer, 20))
    if (away) throw new Error('away')
    return [...holders]
      .map(([secret, holder]) => ({ hash: hashSecret(secret), holder }))
      .filter(({ hash }) => hashes.some((one) => one.equals(hash)))
  })
  return {
    questions,
    find: (secret: string) => lookup.find(secret),
    setAway: (value: boolean) => {
      away = value
    },
  }
}

const secrets = Array.from({ length: 100 }, (_, index) => `secret ${index}`)

describe('[DV-8] who holds a secret', () => {
  let holders: Map<string, string>
  beforeEach(() => {
    vi.useFakeTimers()
    holders = new Map(secrets.map((secret) => [secret, `holder of ${secret}`]))
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('is asked together for all who ask meanwhile, and not again within a second', async () => {
    const { find, questions } = table(holders)
    const found = Promise.all(secrets.map(find))
    await vi.advanceTimersByTimeAsync(50)
    expect(await found).toEqual(secrets.map((secret) => holders.get(secret)))
    expect(questions.length).toBeLessThanOrEqual(2)
    await Promise.all(secrets.map(find))
    expect(questions.length).toBeLessThanOrEqual(2)
  })

  it('is renewed for all in use by one question, once a second', async () => {
    const { find, questions } = table(holders)
    const start = Promise.all(secrets.map(find))
    await vi.advanceTimersByTimeAsync(50)
    await start
    questions.length = 0
    for (let step = 0; step < 100; step += 1) {
      const found = Promise.all(secrets.map(find))
      await vi.advanceTimersByTimeAsync(100)
      await found
    }
    expect(questions.length).toBeLessThanOrEqual(20)
    expect(questions.every((count) => count <= 100)).toBe(true)
  })

  it('is nobody after a second where it was revoked, and somebody where it was made since', async () => {
    const { find } = table(holders)
    const ask = async (secret: string) => {
      const found = find(secret)
      await vi.advanceTimersByTimeAsync(50)
      return found
    }
    expect(await ask('secret 1')).toBe('holder of secret 1')
    expect(await ask('new')).toBeUndefined()
    holders.delete('secret 1')
    holders.set('new', 'newcomer')
    await vi.advanceTimersByTimeAsync(950)
    expect(await ask('secret 1')).toBeUndefined()
    expect(await ask('new')).toBe('newcomer')
  })

  it('puts a flood of wrong secrets in few questions, and forgets them', async () => {
    const { find, questions } = table(holders)
    const asked: Promise<unknown>[] = []
    for (let step = 0; step < 100; step += 1) {
      for (let one = 0; one < 10; one += 1) asked.push(find(`wrong ${step} ${one}`))
      await vi.advanceTimersByTimeAsync(10)
    }
    await vi.advanceTimersByTimeAsync(100)
    expect(new Set(await Promise.all(asked))).toEqual(new Set([undefined]))
    expect(questions.length).toBeLessThanOrEqual(52)
    await vi.advanceTimersByTimeAsync(2_000)
    const before = questions.length
    const found = find('secret 1')
    await vi.advanceTimersByTimeAsync(50)
    await found
    expect(questions.slice(before)).toEqual([1])
  })

  it('rejects while the database is away, and answers when it is back', async () => {
    const { find, setAway } = table(holders)
    setAway(true)
    const failed = expect(find('secret 1')).rejects.toThrow('away')
    const behind = expect(find('secret 2')).rejects.toThrow('away')
    await vi.advanceTimersByTimeAsync(100)
    await Promise.all([failed, behind])
    setAway(false)
    const found = find('secret 1')
    await vi.advanceTimersByTimeAsync(50)
    expect(await found).toBe('holder of secret 1')
  })
})

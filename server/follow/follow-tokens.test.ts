import { randomBytes, randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ticketIdSchema } from '../../shared/id.ts'
import { FollowTokens } from './follow-tokens.ts'

const tokens = new FollowTokens(randomBytes(32))

describe('the token by which a ticket is followed', () => {
  it('[GR-5] leads to its ticket, is always the same, and holds nothing of its id', () => {
    const ids = Array.from({ length: 200 }, () => ticketIdSchema.parse(randomUUID()))
    const made = ids.map((id) => tokens.tokenOf(id))
    expect(made.map((token) => tokens.ticketIn(token))).toEqual(ids)
    expect(new Set(made).size).toBe(ids.length)
    for (const token of made) expect(token).toMatch(/^[A-Za-z0-9_-]{22}$/)
  })

  it('[GR-5] is of no ticket here where another secret made it, or one of its letters is another', () => {
    const id = ticketIdSchema.parse(randomUUID())
    const token = tokens.tokenOf(id)
    expect(new FollowTokens(randomBytes(32)).ticketIn(token)).not.toBe(id)
    for (const place of [0, 10, 21]) {
      const other = `${token.slice(0, place)}${token[place] === 'A' ? 'B' : 'A'}${token.slice(place + 1)}`
      expect(tokens.ticketIn(other)).not.toBe(id)
    }
  })

  it('[GR-5] reads any text without failing', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(tokens.ticketIn(text)).toBeNull()
      }),
    )
    expect(tokens.ticketIn('é'.repeat(22))).toBeNull()
  })
})

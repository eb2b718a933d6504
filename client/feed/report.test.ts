import { describe, expect, it } from 'vitest'
import { outcomeOf } from './report.ts'

const made = { service_request_id: 'TOU-2026-000012', follow_token: 'abcdefghij', service_notice: null }

describe('outcomeOf', () => {
  it.each([
    [
      201,
      null,
      [made],
      {
        state: 'taken',
        taken: { reference: made.service_request_id, token: made.follow_token, partly: false },
      },
    ],
    [
      201,
      null,
      [{ ...made, service_notice: 'media 1 was not taken' }],
      { state: 'taken', taken: { partly: true } },
    ],
    [429, '580', [], { state: 'wait', seconds: 580 }],
    [429, null, null, { state: 'wait', seconds: 60 }],
    [413, null, [], { state: 'too_large' }],
    [403, null, [], { state: 'closed' }],
    [503, '2', [], { state: 'unanswered' }],
    [408, null, [], { state: 'unanswered' }],
    [500, null, null, { state: 'unanswered' }],
    [
      400,
      null,
      [{ code: 400, description: 'lat 1, long 2: the point is outside the territory served.' }],
      { state: 'refused', outside: true },
    ],
    [
      400,
      null,
      [{ code: 400, description: 'description has 5000 characters.' }],
      { state: 'refused', outside: false, why: 'description has 5000 characters.' },
    ],
    [404, null, '<html>', { state: 'refused', why: '' }],
  ])('[SG-12] tells what %i (%s) means', (status, retryAfter, content, expected) => {
    expect(outcomeOf(status, retryAfter, content)).toMatchObject(expected)
  })

  it('[SG-12] takes no answer for one that it cannot read', () => {
    expect(() => outcomeOf(201, null, [{}])).toThrow()
  })
})

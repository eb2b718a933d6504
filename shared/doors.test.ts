import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { commandSchema, sentCommandSchema } from './command.ts'
import { explainRefusal } from './explain-refusal.ts'
import { decodePositions, encodePositions } from './position-frame.ts'
import { refusalSchema } from './refusal.ts'
import { NOW, ticketId } from './test-board.ts'
import { plainText, textSchema } from './text.ts'
import { distance, duration, roughDuration } from './typography.ts'

describe('text from outside', () => {
  it('[X-1] loses control and bidirectional characters, and keeps everything else, markup included, as text', () => {
    expect(plainText('a\u0000b\u202ec\u200fd')).toBe('abcd')
    expect(plainText('\ud83dx\udc00 \ud83d\ude92')).toBe('\ufffdx\ufffd \u{1f692}')
    expect(plainText('  <b>été</b>\r\nligne\u0007 ')).toBe('<b>été</b>\nligne')
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (raw) => {
        expect(plainText(plainText(raw))).toBe(plainText(raw))
      }),
    )
  })

  it('[X-2] is refused when nothing is left of it, or too much', () => {
    const schema = textSchema(5)
    expect(schema.safeParse('\u0000\u202e ').success).toBe(false)
    expect(schema.safeParse('12345').success).toBe(true)
    expect(schema.safeParse('123456').success).toBe(false)
  })
})

describe('commands from outside', () => {
  const locate = {
    type: 'locate_ticket',
    ticketId: ticketId(1),
    position: { lon: 1.44, lat: 43.6 },
    address: null,
    district: null,
  }
  const bad: [string, object][] = [
    ['lat 91', { position: { lon: 1, lat: 91 } }],
    ['lon 181', { position: { lon: 181, lat: 1 } }],
    ['NaN', { position: { lon: Number.NaN, lat: 1 } }],
    ['Infinity', { position: { lon: 1, lat: Number.POSITIVE_INFINITY } }],
    ['text for a number', { position: { lon: '1', lat: 1 } }],
    ['an unknown field', { admin: true }],
    ['an id that is none', { ticketId: 'x' }],
    ['an id in capitals', { ticketId: ticketId(1).toUpperCase().replace('1', 'A') }],
    ['an unknown type', { type: 'drop_everything' }],
    ['a text too long', { address: 'x'.repeat(501) }],
  ]

  it('[X-3] are parsed whole', () => {
    expect(commandSchema.safeParse(locate).success).toBe(true)
  })

  it.each(bad)('[X-3] are refused with %s', (_what, change) => {
    expect(commandSchema.safeParse({ ...locate, ...change }).success).toBe(false)
    expect(sentCommandSchema.safeParse({ id: 'x', command: locate }).success).toBe(false)
  })

  it('[X-4] cannot reach a prototype', () => {
    const polluted = JSON.parse(
      `{"id":"${ticketId(1)}","command":{"type":"close_ticket","ticketId":"${ticketId(1)}","outcome":"done","__proto__":{"admin":true}}}`,
    )
    sentCommandSchema.safeParse(polluted)
    expect(({} as { admin?: unknown }).admin).toBeUndefined()
  })
})

describe('frames of positions', () => {
  const position = fc.record({
    crew: fc.integer({ min: 1, max: 65_535 }),
    lon: fc.double({ min: -180, max: 180, noNaN: true }),
    lat: fc.double({ min: -90, max: 90, noNaN: true }),
    age: fc.double({ min: 0, max: 6_000, noNaN: true }),
    heading: fc.option(fc.double({ min: 0, max: 359.9, noNaN: true })),
    speed: fc.option(fc.double({ min: 0, max: 60, noNaN: true })),
    accuracy: fc.double({ min: 0, max: 250, noNaN: true }),
  })

  it('[P-1] take 16 bytes a crew and keep a position to about a centimetre', () => {
    fc.assert(
      fc.property(fc.array(position, { maxLength: 20 }), (positions) => {
        const bytes = encodePositions({ at: NOW, positions })
        expect(bytes.byteLength).toBe(12 + 16 * positions.length)
        const frame = decodePositions(bytes)
        expect(frame.at).toBe(NOW)
        for (const [index, given] of positions.entries()) {
          const read = frame.positions[index]
          expect(read?.crew).toBe(given.crew)
          expect(Math.abs((read?.lon ?? 0) - given.lon)).toBeLessThan(1e-7)
          expect(Math.abs((read?.lat ?? 0) - given.lat)).toBeLessThan(1e-7)
          expect(Math.abs((read?.age ?? 0) - given.age)).toBeLessThanOrEqual(0.05 + 1e-9)
          expect(read?.heading === null).toBe(given.heading === null)
          expect(Math.abs((read?.speed ?? 0) - (given.speed ?? 0))).toBeLessThanOrEqual(0.125)
        }
      }),
    )
  })

  it('[P-2] are refused when cut or of another version', () => {
    const bytes = encodePositions({
      at: NOW,
      positions: [{ crew: 1, lon: 1, lat: 1, age: 0, heading: null, speed: null, accuracy: 5 }],
    })
    expect(() => decodePositions(bytes.slice(0, 20))).toThrow('1 positions need 28 bytes, not 20')
    expect(() => decodePositions(bytes.slice(0, 5))).toThrow('at least 12 bytes')
    bytes[0] = 9
    expect(() => decodePositions(bytes)).toThrow('version 1, not 9')
  })
})

describe('what is said', () => {
  it('[X-5] writes durations and distances as French screens do', () => {
    expect([42, 402, 720, 3900, -5].map(duration)).toEqual([
      '42\u202fs',
      '6\u202fmin\u202f42',
      '12\u202fmin',
      '1\u202fh\u202f05',
      '0\u202fs',
    ])
    expect([42, 95, 3900].map(roughDuration)).toEqual(['42\u202fs', '1\u202fmin', '1\u202fh\u202f05'])
    expect([distance(347, 'fr'), distance(1240, 'fr'), distance(1240, 'en')]).toEqual([
      '350\u202fm',
      '1,2\u202fkm',
      '1.2\u202fkm',
    ])
  })

  it('[X-6] has a sentence in both languages for every refusal', () => {
    const filled = {
      callSign: 'ALPHA 3',
      turnTo: { fr: 'Voyez votre mairie.', en: 'Ask your own town.' },
      opensAt: NOW,
      ticketNumber: 2041,
      by: 'Poste 1',
      at: NOW,
      duty: 'on_break',
      status: 'open',
      serviceCode: 'X',
      agency: 'x',
      vehicle: '112',
      problem: 'p',
      reference: ticketId(1),
      until: NOW,
      most: 20,
      days: 183,
      catalogueVersion: 3,
      questions: ['ARME'],
      problems: [{ code: 'never_asked', place: 'services.X.questions.Q', about: null }],
    }
    for (const option of refusalSchema.options) {
      const code = option.shape.code.value
      const refusal = refusalSchema.parse({
        ...filled,
        ...(code === 'step_refused' && { status: 'cleared' }),
        ...(code === 'call_step_refused' && { status: 'calling' }),
        code,
      })
      for (const locale of ['fr', 'en'] as const) {
        const text = explainRefusal(refusal, locale, () => '22\u202fh\u202f46')
        expect(text, code).toMatch(/^[A-ZÉÀ].*[.\w]$/)
        expect(text, code).not.toContain('undefined')
        expect(text, code).not.toMatch(/!|veuillez/i)
      }
    }
    const first = refusalSchema.parse({ ...filled, code: 'ticket_engaged' })
    expect(explainRefusal(first, 'fr', () => '22\u202fh\u202f46')).toBe(
      'Déjà engagé par Poste 1 à 22\u202fh\u202f46 : ALPHA\u00a03.',
    )
  })
})

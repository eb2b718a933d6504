import { z } from 'zod'

/** Characters that change how the text around them is shown (bidirectional overrides and isolates). */
const BIDI = /[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]/g
/** Control characters, except line feed and tab. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: removing them is the point
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g

/** Halves of a character without the other: neither UTF-8 nor PostgreSQL's JSON can hold them. */
const HALF = /\p{Surrogate}/gu

/**
 * Free text from outside, made harmless to show and to store: NFC, no control or bidirectional character, no half of
 * one, trimmed. Never HTML.
 */
export function plainText(raw: string): string {
  const whole = raw.replace(HALF, '\ufffd').replace(/\r\n?/g, '\n')
  return whole.replace(BIDI, '').replace(CONTROL, '').normalize('NFC').trim()
}

/** A schema for free text of 1 to `max` characters once made plain. */
export function textSchema(max: number) {
  return z
    .string()
    .max(max * 2)
    .transform(plainText)
    .pipe(z.string().min(1).max(max))
}

/** The two languages of the screens. */
export type Locale = 'fr' | 'en'

/** A text in both languages. */
export const localizedSchema = z.object({ fr: z.string().min(1), en: z.string().min(1) })
export type Localized = z.infer<typeof localizedSchema>

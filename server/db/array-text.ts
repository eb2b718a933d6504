/** What stands for itself in an array's text; « null » would be none. */
const PLAIN = /^(?!null$)[\w-]+$/i

/**
 * Values as the text of a PostgreSQL array, for a parameter that says its type: numbers, ids and words of ours. The
 * driver, which looks at each character of each value, takes longer than the rest of what thousands of rows cost here.
 * Throws on text that would need quotes.
 */
export function arrayText(values: readonly (string | number | boolean | null)[]): string {
  const texts = values.map((value) => {
    if (typeof value === 'string' && !PLAIN.test(value))
      throw new Error(`« ${value} » is no value of ours: it needs quotes.`)
    return value === null ? 'null' : String(value)
  })
  return `{${texts.join()}}`
}

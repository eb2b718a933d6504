/** What a form or a query string holds: every value is text, or a list where a name came more than once. */
export type Fields = ReadonlyMap<string, string | readonly string[]>

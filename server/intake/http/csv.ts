/**
 * Rows as a file that a French Excel opens with a double click: parted by semicolons, since the comma is its decimal mark;
 * with a byte order mark, since it takes a file without one for Windows-1252 and breaks every accent. Quoted as RFC 4180 has it, lines
 * end in CR LF. A text that a spreadsheet would take for a formula is preceded by an apostrophe; a number is one.
 */
export function csv(rows: readonly (readonly (string | number | null)[])[]): string {
  return `\ufeff${rows.map((row) => `${row.map(cell).join(';')}\r\n`).join('')}`
}

/** What OWASP's « CSV Injection » has spreadsheets begin a formula with; a line feed, which some skip, included. */
const FORMULA = /^[=+\-@\t\r\n]/

function cell(value: string | number | null): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const text = FORMULA.test(value) ? `'${value}` : value
  return /[";\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

import { createReadStream } from 'node:fs'
import { CsvError, parse } from 'csv-parse'
import { InputError } from './input-error.ts'
import type { Rejection, Row } from './map-row.ts'

/** Bytes of one row. A quote that is never closed makes one row of all that follows it: it stops here. */
const LONGEST_ROW = 1024 * 1024

interface Parsed {
  record: Record<string, string>
  raw: string
  info: { lines: number; error?: CsvError }
}

/**
 * The rows of a CSV file in UTF-8, in order, each with the line it begins on; one with too few or too many fields is a
 * rejection. Throws an `InputError` on a file that is missing, empty, without a column of `needed`, or whose quotes
 * leave in doubt where rows end: nothing after it could be trusted.
 */
export async function* readRows(
  file: string,
  needed: readonly string[],
): AsyncGenerator<Row | Rejection, void, undefined> {
  let width = 0
  let next = 1
  // The parser counts a CRLF within quotes as two lines.
  let doubled = 0
  const parser = parse({
    columns: (header: string[]) => {
      width = header.length
      next = 2
      return checkedHeader(file, header, needed)
    },
    bom: true,
    info: true,
    raw: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: LONGEST_ROW,
    // Called as it parses, which is ahead of the rows it hands over: so `next` is right when it throws.
    on_record: ({ record, raw, info }: Parsed): Row | Rejection => {
      const text = raw.trim()
      doubled += occurrences(text, '\r\n')
      next = info.lines - doubled + 1
      const line = info.lines - doubled - occurrences(text, '\n')
      if (info.error === undefined) return { line, fields: record }
      return { line, reason: `has not the ${width} fields of the header` }
    },
  })
  const source = createReadStream(file)
  source.on('error', (error) => parser.destroy(error))
  try {
    yield* source.pipe(parser) as AsyncIterable<Row | Rejection>
  } catch (error) {
    throw explained(error, file, next)
  } finally {
    source.destroy()
  }
  if (width === 0) throw new InputError(`${file} is empty: it needs a line of column names.`)
}

function occurrences(text: string, part: string): number {
  return text.split(part).length - 1
}

function checkedHeader(file: string, header: readonly string[], needed: readonly string[]): string[] {
  const missing = needed.filter((name) => !header.includes(name))
  if (missing.length > 0) {
    const has = header.map((name) => JSON.stringify(name.slice(0, 60))).slice(0, 40)
    throw new InputError(
      `${file} has no column ${missing.map((name) => JSON.stringify(name)).join(', ')}. Its columns are ` +
        `${has.join(', ')}. Columns are separated by commas; their names are in the map.`,
    )
  }
  const twice = needed.find((name) => header.indexOf(name) !== header.lastIndexOf(name))
  if (twice !== undefined) throw new InputError(`${file} has the column ${JSON.stringify(twice)} twice.`)
  return [...header]
}

function explained(error: unknown, file: string, line: number): unknown {
  if (error instanceof CsvError) {
    const why =
      error.code === 'CSV_MAX_RECORD_SIZE'
        ? `the row has more than ${LONGEST_ROW / 1024} KiB: a quote is not closed, or a field is too long`
        : error.code === 'CSV_QUOTE_NOT_CLOSED'
          ? 'a quote is opened and never closed'
          : 'a quote stands where none may be (within a field it is doubled: "")'
    return new InputError(`${file}, row of line ${line}: ${why}. Mend it: nothing was played.`)
  }
  const { code, message } = error as NodeJS.ErrnoException
  if (code === 'ENOENT') return new InputError(`${file} does not exist.`)
  if (code === 'EISDIR') return new InputError(`${file} is a folder: give a CSV file.`)
  if (code === 'EACCES') return new InputError(`${file} may not be read: ${message}.`)
  return error
}

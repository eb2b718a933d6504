import { createReadStream } from 'node:fs'
import { parse } from 'csv-parse'
import type { Rejection, Row } from './map-row.ts'

const LONGEST_ROW = 64 * 1024

interface Parsed {
  record: Record<string, string>
  info: { lines: number }
}

/** The rows of a CSV file one by one, with their lines; what is no row is told through `onSkip`, and reading goes on. */
export async function* readRows(file: string, onSkip: (rejection: Rejection) => void): AsyncGenerator<Row> {
  const parser = parse({
    columns: true,
    bom: true,
    info: true,
    relax_column_count_less: true,
    skip_records_with_error: true,
    max_record_size: LONGEST_ROW,
  })
  parser.on('skip', (error) =>
    onSkip({ line: Number(error?.lines ?? 0), reason: `no row: ${error?.code ?? 'unreadable'}` }),
  )
  const source = createReadStream(file)
  source.on('error', (error) => parser.destroy(error))
  for await (const { record, info } of source.pipe(parser) as AsyncIterable<Parsed>) {
    yield { line: info.lines, fields: record }
  }
}

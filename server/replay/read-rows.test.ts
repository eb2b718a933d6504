import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readRows } from './read-rows.ts'

const folder = mkdtempSync(join(tmpdir(), 'vigie-replay-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function read(content: string | Buffer): Promise<unknown[]> {
  const file = join(folder, 'rows.csv')
  writeFileSync(file, content)
  const rows: unknown[] = []
  for await (const row of readRows(file, ['a', 'b']))
    rows.push('fields' in row ? [row.line, row.fields] : row)
  return rows
}

describe('[RP-6] rows are told with the line they begin on', () => {
  it('through a byte order mark, CRLF, blank lines and fields of several lines', async () => {
    expect(await read('\ufeffa,b\r\n1,2\r\n\r\n"x\r\ny",3\r\n4,5')).toEqual([
      [2, { a: '1', b: '2' }],
      [4, { a: 'x\r\ny', b: '3' }],
      [6, { a: '4', b: '5' }],
    ])
  })

  it('and rejects one with too few or too many fields, alone', async () => {
    expect(await read('a,b\n1\n2,3\n4,5,6\n7,8\n')).toEqual([
      { line: 2, reason: 'has not the 2 fields of the header' },
      [3, { a: '2', b: '3' }],
      { line: 4, reason: 'has not the 2 fields of the header' },
      [5, { a: '7', b: '8' }],
    ])
  })

  it('and marks bytes that are not UTF-8', async () => {
    expect(await read(Buffer.from('a,b\nR\u00e9,2\n', 'latin1'))).toEqual([[2, { a: 'R\ufffd', b: '2' }]])
  })
})

describe('[RP-7] a file that cannot be trusted is refused as a whole, in words', () => {
  it.each([
    ['empty', '', /is empty/],
    ['without a column', 'a,c\n1,2\n', /no column "b".*"a", "c"/],
    ['separated by semicolons', 'a;b\n1;2\n', /no column "a", "b".*"a;b"/],
    ['with a column twice', 'a,b,a\n1,2,3\n', /"a" twice/],
    [
      'with a quote that is not closed',
      'a,b\n1,2\n"3,4\n5,6\n',
      /row of line 3: a quote is opened and never closed/,
    ],
    ['with a stray quote', 'a,b\n1,2\n3,x"y\n', /row of line 3: a quote stands where none may be/],
    [
      'with a field of megabytes',
      `a,b\n1,2\n3,${'x'.repeat(2_000_000)}\n`,
      /row of line 3: the row has more than 1024 KiB/,
    ],
  ])('%s', async (_what, content, message) => {
    await expect(read(content)).rejects.toThrow(message)
  })

  it('missing, or a folder', async () => {
    await expect(readRows(join(folder, 'nothing.csv'), []).next()).rejects.toThrow(/does not exist/)
    await expect(readRows(folder, []).next()).rejects.toThrow(/is a folder/)
  })
})

import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { csv } from './csv.ts'

const line = (...cells: (string | number | null)[]) => csv([cells]).replace(/^\ufeff/, '')

describe('[FD-10] a file for a spreadsheet', () => {
  it.each([
    ['=1+1', "'=1+1\r\n"],
    ['+33 5 61', "'+33 5 61\r\n"],
    ['-2', "'-2\r\n"],
    ['@SUM(A1)', "'@SUM(A1)\r\n"],
    ['\t=1', "'\t=1\r\n"],
    ['\r=1', `"'\r=1"\r\n`],
    ['\n=1', `"'\n=1"\r\n`],
    ['=HYPERLINK("http://example";"x")', `"'=HYPERLINK(""http://example"";""x"")"\r\n`],
    ['a=1', 'a=1\r\n'],
    ['', '\r\n'],
  ])('takes no text for a formula: %j', (text, expected) => expect(line(text)).toBe(expected))

  it('leaves numbers numbers, and nothing empty', () => expect(line(12, null, 0, 'x')).toBe('12;;0;x\r\n'))

  it('begins with a byte order mark, and is read as it was written', () => {
    const rows = [
      ['Quartier', 'Fiches'],
      ['Côte Pavée; Saint-Cyprien', '3'],
      ['Les « Sept » "Deniers"', '4'],
      ['deux\r\nlignes', '5'],
    ]
    const file = csv(rows)
    expect(file.startsWith('\ufeff')).toBe(true)
    expect(parse(file, { bom: true, delimiter: ';', recordDelimiter: '\r\n' })).toEqual(rows)
  })
})

import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { HARD, THIN } from '../../shared/typography.ts'

const folder = new URL('.', import.meta.url)
const files = readdirSync(folder).filter((name) => /^fr.*\.ts$/.test(name))

/** What a file says: its texts, each with « 0 » for what is put in. */
function textsOf(file: string): string[] {
  let source = readFileSync(new URL(file, folder), 'utf8')
    .replaceAll(/^\s*(\/\/|\/?\*).*$/gm, '')
    .replaceAll(/\$\{THIN\}/g, THIN)
    .replaceAll(/\$\{HARD\}/g, HARD)
  for (let inner = ''; inner !== source; ) {
    inner = source
    source = source.replaceAll(/\$\{(?:[^{}]|\{[^{}]*\})*\}/g, '0')
  }
  return [...source.matchAll(/'((?:[^'\\\n]|\\.)*)'|`([^`]*)`/g)].map(([, plain, put]) => plain ?? put ?? '')
}

const FLAWS = [
  { of: 'a sign without U+202F before it', found: /[^\u202f;?!»][;?!»]/ },
  { of: '« without U+202F after it', found: /«(?!\u202f)/ },
  { of: 'a colon without U+00A0 before it', found: /[^\u00a0]:(?= |$)/ },
  {
    of: 'a unit without U+202F before it',
    found: /\d[ \u00a0]?(?:s|min|h|m|km|cm|kg)(?![\p{L}’])|\d[ \u00a0]?%/u,
  },
]

describe.each(files)('%s', (file) => {
  it.each(FLAWS)('[LK-2] has no $of', ({ found }) => {
    expect(textsOf(file).filter((text) => found.test(text))).toEqual([])
  })
})

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const ROOT = fileURLToPath(new URL('.', import.meta.url))
const RULE = /^- \[([A-Z]{1,2}-\d+)\] [A-Z«].*\.$/
const HEADING = /^## ([A-Z]{1,2})\. /

interface Rule {
  id: string
  /** The letter of the heading it stands under. */
  under: string | undefined
}

/** The rules of docs/spec.md, in order, and the items of its lists that are none. */
function readRules(): { rules: Rule[]; unreadable: string[] } {
  const rules: Rule[] = []
  const unreadable: string[] = []
  let under: string | undefined
  for (const line of readFileSync(join(ROOT, 'docs/spec.md'), 'utf8').split('\n')) {
    under = HEADING.exec(line)?.[1] ?? under
    const id = RULE.exec(line)?.[1]
    if (id !== undefined) rules.push({ id, under })
    else if (/^\s*[-*+] /.test(line)) unreadable.push(line)
  }
  return { rules, unreadable }
}

/** The ids that tests cite, each with a file that does. */
function readCitations(): Map<string, string> {
  const cited = new Map<string, string>()
  for (const file of testFiles('')) {
    for (const [, id = ''] of readFileSync(join(ROOT, file), 'utf8').matchAll(/\[([A-Z]{1,2}-\d+)\]/g))
      cited.set(id, file)
  }
  return cited
}

function testFiles(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (!entry.isDirectory()) return /\.test\.tsx?$/.test(entry.name) ? [path] : []
    const ours = !entry.name.startsWith('.') && !['node_modules', 'dist'].includes(entry.name)
    return ours ? testFiles(path) : []
  })
}

describe('[Y-2] docs/spec.md and the tests', () => {
  const { rules, unreadable } = readRules()
  const cited = readCitations()

  it('has one rule a line, each once, under the heading of its letter', () => {
    expect(unreadable).toEqual([])
    expect(rules.map(({ id }) => id)).toEqual([...new Set(rules.map(({ id }) => id))])
    expect(rules.filter(({ id, under }) => id.split('-')[0] !== under)).toEqual([])
  })

  it('has every rule that a test cites', () => {
    const known = new Set(rules.map(({ id }) => id))
    expect([...cited].filter(([id]) => !known.has(id))).toEqual([])
  })

  it('has no rule without a test', () => {
    expect(rules.map(({ id }) => id).filter((id) => !cited.has(id))).toEqual([])
  })
})

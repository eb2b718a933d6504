import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ConfigError, readConfig } from './config.ts'

describe('readConfig', () => {
  it('[E-1] runs a demonstration on this machine only when nothing is set', () => {
    const config = readConfig({})
    expect(config).toMatchObject({
      port: 8080,
      host: '127.0.0.1',
      databaseUrl: undefined,
      demonstrationSpeed: 1,
    })
  })

  it.each([
    ['PORT', '0'],
    ['PORT', 'http'],
    ['PORT', '70000'],
    ['DATABASE_URL', 'mysql://localhost'],
    ['VIGIE_DEMO', '61'],
    ['VIGIE_DEMO', 'yes'],
  ])('[E-2] refuses %s=%s with the name, the value and a remedy', (name, value) => {
    expect(() => readConfig({ [name]: value })).toThrow(ConfigError)
    expect(() => readConfig({ [name]: value })).toThrow(`${name}=${value} cannot be used: give `)
  })

  it('[E-3] refuses to show the demonstration to other machines', () => {
    expect(() => readConfig({ HOST: '0.0.0.0' })).toThrow(/HOST=0\.0\.0\.0.*VIGIE_DEMO=0/)
    expect(readConfig({ HOST: '0.0.0.0', VIGIE_DEMO: '0' })).toMatchObject({ demonstrationSpeed: null })
  })

  it('[E-4] never repeats a password in an error', () => {
    const refused = () => readConfig({ DATABASE_URL: 'http://vigie:secret@host/db' })
    expect(refused).toThrow('http://vigie:…@host/db')
    expect(refused).not.toThrow(/secret/)
  })

  it('[E-6] reads what the table of docs/configuration.md names, and nothing else', () => {
    const read = new Set<string>()
    const environment: Record<string, string | undefined> = {}
    readConfig(new Proxy(environment, { get: (_target, name) => void read.add(String(name)) }))
    const text = readFileSync(new URL('../docs/configuration.md', import.meta.url), 'utf8')
    const named = [...text.matchAll(/^\| `([A-Z_]+)` +\|/gm)].map(([, name]) => name)
    expect(named.toSorted()).toEqual([...read].sort())
  })
})

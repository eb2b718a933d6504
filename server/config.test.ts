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
      routing: null,
    })
  })

  it('[E-8] takes a routing server by its engine and its address', () => {
    const routingOf = (value: string) => readConfig({ VIGIE_ROUTING: value }).routing
    expect(routingOf('valhalla:http://127.0.0.1:8002')).toEqual({
      engine: 'valhalla',
      url: 'http://127.0.0.1:8002',
    })
    expect(routingOf('osrm:https://routes.town.example/osrm/')).toEqual({
      engine: 'osrm',
      url: 'https://routes.town.example/osrm',
    })
  })

  it('[E-11] takes a gateway whole or not at all, outside the network in HTTPS only, and never shows its secret', () => {
    const whole = {
      VIGIE_GATEWAY: 'https://gateway.example/messages/',
      VIGIE_GATEWAY_SECRET: 'a secret of the two',
      VIGIE_PUBLIC_URL: 'https://vigie.example/',
    }
    expect(readConfig({}).gateway).toBeNull()
    expect(readConfig(whole).gateway).toEqual({
      url: 'https://gateway.example/messages',
      secret: 'a secret of the two',
      mayBeInside: false,
      publicUrl: 'https://vigie.example',
    })
    const plain = { ...whole, VIGIE_GATEWAY: 'http://10.0.0.8/messages' }
    expect(() => readConfig(plain)).toThrow(/HTTPS only.*VIGIE_GATEWAY_INSIDE=1/)
    expect(readConfig({ ...plain, VIGIE_GATEWAY_INSIDE: '1' }).gateway?.mayBeInside).toBe(true)
    for (const missing of ['VIGIE_GATEWAY_SECRET', 'VIGIE_PUBLIC_URL'])
      expect(() => readConfig({ ...whole, [missing]: '' })).toThrow(/VIGIE_GATEWAY also needs/)
    const short = () => readConfig({ ...whole, VIGIE_GATEWAY_SECRET: 'tooshort' })
    expect(short).toThrow('VIGIE_GATEWAY_SECRET=… cannot be used: give at least 16 characters')
    for (const address of [
      'https://user:pass@gateway.example',
      'https://gateway.example/?key=1',
      'ftp://gateway.example',
    ])
      expect(() => readConfig({ ...whole, VIGIE_GATEWAY: address })).toThrow('cannot be used')
  })

  it.each([
    'http://127.0.0.1:8002',
    'graphhopper:http://127.0.0.1:8989',
    'valhalla:127.0.0.1:8002',
    'valhalla:ftp://127.0.0.1',
    'valhalla:http://',
    'osrm:http://127.0.0.1:5000/?key=1',
    `osrm:http://${'a'.repeat(500)}`,
  ])('[E-8] refuses VIGIE_ROUTING=%s', (value) => {
    expect(() => readConfig({ VIGIE_ROUTING: value })).toThrow(
      `VIGIE_ROUTING=${value} cannot be used: give a routing server of the town's own, such as valhalla:http`,
    )
  })

  it.each([
    ['PORT', '0'],
    ['PORT', 'http'],
    ['PORT', '70000'],
    ['DATABASE_URL', 'mysql://localhost'],
    ['VIGIE_DEMO', '61'],
    ['VIGIE_DEMO', 'yes'],
    ['VIGIE_DEMO_HOUR', '24'],
    ['VIGIE_DEMO_HOUR', 'night'],
    ['VIGIE_POSITION_DAYS', '0'],
    ['VIGIE_POSITION_DAYS', '1000'],
    ['VIGIE_PHOTOGRAPH_DAYS', '0'],
    ['VIGIE_PHOTOGRAPH_DAYS', '1097'],
    ['VIGIE_CALLER_DAYS', '0'],
    ['VIGIE_CALLER_DAYS', '1097'],
  ])('[E-2] refuses %s=%s with the name, the value and a remedy', (name, value) => {
    expect(() => readConfig({ [name]: value })).toThrow(ConfigError)
    expect(() => readConfig({ [name]: value })).toThrow(`${name}=${value} cannot be used: give `)
  })

  it('[E-3] refuses to show the demonstration to other machines', () => {
    expect(() => readConfig({ HOST: '0.0.0.0' })).toThrow(/HOST=0\.0\.0\.0.*VIGIE_DEMO=0/)
    expect(readConfig({ HOST: '0.0.0.0', VIGIE_DEMO: '0' })).toMatchObject({ demonstrationSpeed: null })
  })

  it('[G-6] lets the demonstration begin at another hour, and a real deployment never', () => {
    const hour = (environment: object) =>
      readConfig({ VIGIE_DEMO_HOUR: '23', ...environment }).demonstrationHour
    expect([hour({}), hour({ VIGIE_DEMO: '0' }), hour({ VIGIE_DEMO_HOUR: '' })]).toEqual([23, null, null])
  })

  it('[E-12] reads a town in a folder of its own, and never shows the demonstration in it', () => {
    expect(readConfig({}).townFolder.pathname).toMatch(/\/fixtures\/toulouse\/$/)
    expect(readConfig({ VIGIE_TOWN: '/etc/vigie/town', VIGIE_DEMO: '0' }).townFolder.pathname).toBe(
      '/etc/vigie/town/',
    )
    expect(() => readConfig({ VIGIE_TOWN: '/etc/vigie/town' })).toThrow(/VIGIE_DEMO=0/)
  })

  it('[E-4] never repeats a password in an error', () => {
    const refused = () => readConfig({ DATABASE_URL: 'http://vigie:secret@host/db' })
    expect(refused).toThrow('http://vigie:…@host/db')
    expect(refused).not.toThrow(/secret/)
    const routed = () => readConfig({ VIGIE_ROUTING: 'osrm:http://vigie:secret@host' })
    expect(routed).toThrow('osrm:http://vigie:…@host')
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

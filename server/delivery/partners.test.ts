import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readConfig } from '../config.ts'
import { parsePartners } from './partners.ts'

const SECRET = 'a secret of the two of us'
const smtp = { host: 'mail.town.example', from: 'vigie@town.example' }
const webhook = { channel: 'webhook', url: 'https://grid.example/hand-offs/', secret: SECRET }
const letter = { channel: 'email', to: 'astreinte@water.example' }
const town = {
  channel: 'open311',
  url: 'https://next.example/open311/v2',
  apiKey: 'k-1',
  serviceCode: 'OTHER',
}
const fileOf = (partners: object, more: object = { smtp }) => JSON.stringify({ ...more, partners }, null, 2)
const refusal = (text: string): string => {
  try {
    parsePartners(text)
    return 'taken'
  } catch (error) {
    return (error as Error).message
  }
}

describe('the file of partners', () => {
  it('[DL-1] says by which channel each is reached; who is not in it is told by a person', () => {
    const partners = parsePartners(fileOf({ grid: webhook, water: letter, next: town }))
    expect(partners.of('grid')).toEqual({ ...webhook, url: 'https://grid.example/hand-offs', inside: false })
    expect(['grid', 'water', 'next', 'fire'].map(partners.channelOf)).toEqual([
      'webhook',
      'email',
      'open311',
      undefined,
    ])
    expect(partners.of('next')).toMatchObject({ serviceCodes: {}, inside: false })
    expect(partners.smtp).toEqual({ ...smtp, port: 587, tls: 'starttls' })
    expect(parsePartners(fileOf({ grid: webhook }, {})).smtp).toBeNull()
  })

  it.each([
    ['is no JSON', '{\n "partners": {\n  "grid": }\n}', 'line 3: it is no JSON there.'],
    ['ends too early', '{\n "partners": {', 'line 2: it is no JSON there.'],
    ['has an unknown channel', fileOf({ grid: { channel: 'fax' } }), 'line 8, partners.grid.channel: give'],
    [
      'has a setting that is none',
      fileOf({ grid: { ...webhook, key: 1 } }),
      'line 11, partners.grid.key: there is no such setting.',
    ],
    [
      'has a short secret',
      fileOf({ grid: { ...webhook, secret: 'short' } }),
      'line 10, partners.grid.secret: give at least 16',
    ],
    [
      'names no secret',
      fileOf({ grid: { channel: 'webhook', url: webhook.url } }),
      'line 7, partners.grid.secret: give string',
    ],
    [
      'leaves in plain HTTP',
      fileOf({ grid: { ...webhook, url: 'http://grid.example' } }),
      'line 9, partners.grid.url: give https, or "inside": true',
    ],
    [
      'has a password in its address',
      fileOf({ grid: { ...webhook, url: 'https://user:pass@grid.example' } }),
      'line 9, partners.grid.url: give an address such as https://partner.example/hand-offs, without user or query.',
    ],
    [
      'writes to nobody',
      fileOf({ water: { ...letter, to: 'water' } }),
      'line 9, partners.water.to: give an address such as',
    ],
    [
      'writes to two',
      fileOf({ water: { ...letter, to: 'a@b.example,c@d.example' } }),
      'line 9, partners.water.to: give',
    ],
    [
      'hides a header',
      fileOf({ water: { ...letter, to: 'a@b.example\nBcc: c@d.example' } }),
      'line 9, partners.water.to: give',
    ],
    [
      'has letters and no mail server',
      fileOf({ water: letter }, {}),
      'line 4, partners.water.channel: give an "smtp"',
    ],
    ['names an agency in words', fileOf({ 'Le réseau': webhook }), 'line 7, partners.Le réseau: '],
    [
      'sends a password in the clear',
      fileOf({}, { smtp: { ...smtp, tls: 'none', user: 'u', password: 'p' } }),
      'line 5, smtp.tls: give starttls or implicit',
    ],
    [
      'knows half a password',
      fileOf({}, { smtp: { ...smtp, user: 'u' } }),
      'line 5, smtp.user: give a user and a password',
    ],
  ])('[DL-1] that %s is refused by line and name', (_what, text, problem) => {
    expect(refusal(text)).toContain(problem)
  })

  it('[DL-1] never shows a secret, and is named in what stops the start', () => {
    const folder = mkdtempSync(join(tmpdir(), 'vigie-partners-'))
    const file = join(folder, 'partners.json')
    writeFileSync(file, fileOf({ grid: { ...webhook, url: 'grid' } }))
    const start = () => readConfig({ VIGIE_PARTNERS: file })
    expect(start).toThrow(`VIGIE_PARTNERS=${file} cannot be used: line 9, partners.grid.url: give an address`)
    expect(start).not.toThrow(SECRET)
    writeFileSync(file, `{"partners": {"grid": {"secret": "${SECRET}`)
    expect(start).not.toThrow(SECRET)
    rmSync(folder, { recursive: true })
    expect(start).toThrow(`VIGIE_PARTNERS=${file} cannot be used: it cannot be read (ENOENT).`)
    expect(readConfig({}).partners.agencies).toEqual([])
  })
})

import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { bytesOf, crewInk, type Ink, palettes, priorityInk, type ThemeName } from './palette.ts'

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8')

function tokensOf(theme: ThemeName): Map<string, string> {
  const always = css.split(':root {')[1]?.split('}')[0] ?? ''
  const block = css.split(`[data-theme="${theme}"]`)[1]?.split('}')[0] ?? ''
  return new Map(
    [...`${always}${block}`.matchAll(/--([a-z0-9-]+): (#[0-9a-f]{6});/g)].map(([, name = '', value = '']) => [
      name,
      value,
    ]),
  )
}

/** WCAG's contrast of two colours, from 1 to 21. */
function contrast(one: string, other: string): number {
  const luminance = (hex: string) => {
    const [r = 0, g = 0, b = 0] = bytesOf(hex)
      .slice(0, 3)
      .map((byte) => byte / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (light + 0.05) / (dark + 0.05)
}

const TEXTS: readonly Ink[] = [
  't1',
  't2',
  't3',
  'p1',
  'p2',
  'p3',
  'p4',
  'warn',
  'free',
  'sent',
  'enroute',
  'onscene',
  'idle',
]

describe.each(['dark', 'light'] as const)('the %s palette', (theme) => {
  const { ink, ground } = palettes[theme]

  it('[C-1] says to the map the very colours that tokens.css says to the page', () => {
    expect(Object.fromEntries(tokensOf(theme))).toEqual(ink)
  })

  it.each(TEXTS)('[C-2] keeps %s readable as text on a panel', (name) => {
    expect(contrast(ink[name], ink.bg1)).toBeGreaterThanOrEqual(4.5)
  })

  it('[C-2] keeps text readable on what is selected, on the primary button, in a badge and in a banner', () => {
    for (const name of ['t1', 't2', 't3'] as const)
      expect(contrast(ink[name], ink.bg3), name).toBeGreaterThanOrEqual(4.5)
    expect(contrast(ink.invt, ink.inv)).toBeGreaterThanOrEqual(7)
    for (const [text, under] of [
      ['p1o', 'p1f'],
      ['p2o', 'p2f'],
      ['p1o', 'p1'],
      ['distress-text', 'distress'],
      ['offline-text', 'offline'],
      ['invt', 'warn'],
    ] as const)
      expect(contrast(ink[text], ink[under]), `${text} on ${under}`).toBeGreaterThanOrEqual(4.5)
  })

  it('[C-2] keeps every mark and every label visible on the map', () => {
    const marks = [...([1, 2, 3, 4] as const).map(priorityInk), ...Object.values(crewInk)]
    for (const name of marks)
      expect(contrast(ink[name], ground.land), `${name} on land`).toBeGreaterThanOrEqual(3)
    for (const label of [ground.labelMajor, ground.labelMinor, ground.labelDistrict])
      expect(contrast(label, ground.land), `${label} on land`).toBeGreaterThanOrEqual(4.4)
    expect(contrast(ground.labelWater, ground.water)).toBeGreaterThanOrEqual(4.4)
  })

  it('[V-1] never lets the families of tickets and crews share a colour, but for what warns', () => {
    const warm = new Set(([1, 2, 3, 4] as const).map((priority) => ink[priorityInk(priority)]))
    const shared = Object.entries(crewInk).filter(([, name]) => warm.has(ink[name]))
    expect(shared.map(([appearance]) => appearance)).toEqual(theme === 'dark' ? ['called'] : [])
  })
})

it('[V-2] turns a colour into the bytes that deck.gl takes', () => {
  expect(bytesOf('#ff6b5e', 0.5)).toEqual([255, 107, 94, 128])
})

import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { bytesOf, palettes, type ThemeName } from './palette.ts'

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8')

function tokensOf(theme: ThemeName): Map<string, string> {
  const block = css.split(`[data-theme="${theme}"]`)[1]?.split('}')[0] ?? ''
  return new Map(
    [...block.matchAll(/--([a-z0-9]+): (#[0-9a-f]{6});/g)].map(([, name = '', value = '']) => [name, value]),
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

describe.each(['dark', 'light'] as const)('the %s palette', (theme) => {
  const palette = palettes[theme]
  const tokens = tokensOf(theme)

  it('[C-1] says to the map the colours that tokens.css says to the page', () => {
    expect(palette.text).toBe(tokens.get('t1'))
    expect(palette.keyline).toBe(tokens.get('ml'))
    for (const priority of [1, 2, 3, 4] as const) {
      expect(palette.priority[priority].fill).toBe(tokens.get(`p${priority}f`))
    }
    for (const name of ['free', 'sent', 'enroute', 'onscene', 'idle', 'warn'] as const) {
      expect(palette.crew[name]).toBe(tokens.get(name))
    }
  })

  it('[C-2] keeps every text readable on panels and on what is selected, and every mark on the map', () => {
    const colour = (name: string) => tokens.get(name) ?? ''
    for (const name of [
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
    ]) {
      expect(contrast(colour(name), colour('bg1')), `${name} on bg1`).toBeGreaterThanOrEqual(4.5)
    }
    for (const name of ['t1', 't2', 't3']) {
      expect(contrast(colour(name), colour('bg3')), `${name} on bg3`).toBeGreaterThanOrEqual(4.5)
    }
    expect(contrast(colour('invt'), colour('inv'))).toBeGreaterThanOrEqual(7)
    for (const fill of [
      ...Object.values(palette.priority).map((one) => one.fill),
      ...Object.values(palette.crew),
    ]) {
      expect(contrast(fill, palette.land), `${fill} on land`).toBeGreaterThanOrEqual(3)
    }
  })
})

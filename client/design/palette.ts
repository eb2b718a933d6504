import type { Priority } from '../../shared/catalogue/service.ts'

export type ThemeName = 'dark' | 'light'

/** What a crew looks like on the map and in lists; its shape says the same as its colour. */
export type CrewAppearance =
  | 'free'
  | 'sent'
  | 'acknowledged'
  | 'en_route'
  | 'on_scene'
  | 'secured'
  | 'on_break'
  | 'unavailable'
  | 'stale'
  | 'distress'

type Crewed = 'free' | 'sent' | 'enroute' | 'onscene' | 'idle' | 'warn' | 'distress'

/** The colours that the map needs as values; those of the chrome are in tokens.css alone. */
export interface Palette {
  text: string
  keyline: string
  land: string
  tag: string
  priority: Record<Priority, { fill: string; digit: string }>
  crew: Record<Crewed, string>
  ground: Record<
    | 'water'
    | 'waterEdge'
    | 'green'
    | 'square'
    | 'motorway'
    | 'primary'
    | 'secondary'
    | 'tertiary'
    | 'residential'
    | 'rail'
    | 'district'
    | 'labelMajor'
    | 'labelMinor'
    | 'labelDistrict'
    | 'labelWater',
    string
  >
  /** Edge of each class of road. */
  casing: Record<'motorway' | 'primary' | 'secondary' | 'tertiary' | 'residential', string>
}

const dark: Palette = {
  text: '#e9edf3',
  keyline: '#0a0d12',
  land: '#0d1117',
  tag: 'rgba(15,19,26,.92)',
  priority: {
    1: { fill: '#ff6b5e', digit: '#0a0d12' },
    2: { fill: '#ffa94d', digit: '#0a0d12' },
    3: { fill: '#efd67a', digit: '#efd67a' },
    4: { fill: '#b5ad9d', digit: '#b5ad9d' },
  },
  crew: {
    free: '#4ce0b3',
    sent: '#8fd3ff',
    enroute: '#62a9ff',
    onscene: '#bba5ff',
    idle: '#8a96a8',
    warn: '#ffa94d',
    distress: '#d9002f',
  },
  ground: {
    water: '#0e2030',
    waterEdge: '#16324a',
    green: '#10201c',
    square: '#171d27',
    motorway: '#475468',
    primary: '#3b4758',
    secondary: '#313c4b',
    tertiary: '#28313e',
    residential: '#1f2733',
    rail: '#2b3543',
    district: '#2b3543',
    labelMajor: '#a9b4c4',
    labelMinor: '#8d99ab',
    labelDistrict: '#74829a',
    labelWater: '#6d96b8',
  },
  casing: {
    motorway: '#090c11',
    primary: '#090c11',
    secondary: '#0b0f14',
    tertiary: '#0d1117',
    residential: '#0d1117',
  },
}

const light: Palette = {
  text: '#11161d',
  keyline: '#ffffff',
  land: '#eef0f2',
  tag: 'rgba(255,255,255,.95)',
  priority: {
    1: { fill: '#cf2e1f', digit: '#ffffff' },
    2: { fill: '#c96500', digit: '#11161d' },
    3: { fill: '#8f7200', digit: '#7c6400' },
    4: { fill: '#6b6557', digit: '#6b6557' },
  },
  crew: {
    free: '#007a5a',
    sent: '#0b6aa8',
    enroute: '#1d5fd1',
    onscene: '#6c42d3',
    idle: '#5f6b7b',
    warn: '#a65300',
    distress: '#d9002f',
  },
  ground: {
    water: '#c9d9e6',
    waterEdge: '#b4c8d8',
    green: '#d6e4d6',
    square: '#f7f7f5',
    motorway: '#ffffff',
    primary: '#ffffff',
    secondary: '#ffffff',
    tertiary: '#ffffff',
    residential: '#ffffff',
    rail: '#b9c1cb',
    district: '#b9c1cb',
    labelMajor: '#2c3541',
    labelMinor: '#4d5866',
    labelDistrict: '#636f7f',
    labelWater: '#2c5673',
  },
  casing: {
    motorway: '#aeb8c4',
    primary: '#b4bdc8',
    secondary: '#c0c8d1',
    tertiary: '#cbd2d9',
    residential: '#d6dbe1',
  },
}

export const palettes: Record<ThemeName, Palette> = { dark, light }

/** Which of the crews' colours each appearance has. */
export const crewColour: Record<CrewAppearance, Crewed> = {
  free: 'free',
  sent: 'sent',
  acknowledged: 'sent',
  en_route: 'enroute',
  on_scene: 'onscene',
  secured: 'onscene',
  on_break: 'idle',
  unavailable: 'idle',
  stale: 'idle',
  distress: 'distress',
}

/** `#rrggbb` as the four bytes that deck.gl takes; `opacity` from 0 to 1. */
export function bytesOf(hex: string, opacity = 1): [number, number, number, number] {
  const value = Number.parseInt(hex.slice(1), 16)
  return [value >> 16, (value >> 8) & 255, value & 255, Math.round(opacity * 255)]
}

import type { Priority } from '../../shared/catalogue/service.ts'
import type { RoadClass } from '../../shared/tile-layers.ts'

export type ThemeName = 'dark' | 'light'

/** What a crew looks like on the map and in lists; its shape says the same as its colour. */
export type CrewAppearance =
  | 'free'
  /** Free, and of unknown heading. */
  | 'free_still'
  | 'sent'
  | 'acknowledged'
  | 'en_route'
  | 'on_scene'
  | 'secured'
  | 'on_break'
  | 'unavailable'
  /** On call, and being called out. */
  | 'called'
  | 'stale'
  | 'distress'

/** Colours that do not change with the theme. */
const always = {
  distress: '#d9002f',
  'distress-text': '#ffffff',
  offline: '#ffe2bd',
  'offline-text': '#3d2300',
} as const

const darkInks = {
  ...always,
  bg0: '#0a0d12',
  bg1: '#0f131a',
  bg2: '#161b24',
  bg3: '#1f2631',
  bg4: '#2a3341',
  l1: '#1d2430',
  l2: '#2f3948',
  l3: '#66748a',
  t1: '#e9edf3',
  t2: '#a8b2c1',
  t3: '#8793a4',
  inv: '#e9edf3',
  invt: '#0a0d12',
  ml: '#0a0d12',
  p1: '#ff6b5e',
  p2: '#ffa94d',
  p3: '#efd67a',
  p4: '#b5ad9d',
  p1f: '#ff6b5e',
  p2f: '#ffa94d',
  p3f: '#efd67a',
  p4f: '#b5ad9d',
  p1o: '#0a0d12',
  p2o: '#0a0d12',
  warn: '#ffa94d',
  free: '#4ce0b3',
  sent: '#8fd3ff',
  enroute: '#62a9ff',
  onscene: '#bba5ff',
  idle: '#8a96a8',
  fresh: '#4ce0b3',
} as const

/** The name of a colour: `var(--name)` on the page, `palettes[theme].ink[name]` on the map. */
export type Ink = keyof typeof darkInks

const lightInks: Record<Ink, string> = {
  ...always,
  bg0: '#e9ecef',
  bg1: '#ffffff',
  bg2: '#f4f6f8',
  bg3: '#e6eaef',
  bg4: '#d5dbe3',
  l1: '#e0e4e9',
  l2: '#c6cdd6',
  l3: '#848f9d',
  t1: '#11161d',
  t2: '#465161',
  t3: '#5a6473',
  inv: '#11161d',
  invt: '#ffffff',
  ml: '#ffffff',
  p1: '#c4281a',
  p2: '#a65300',
  p3: '#7c6400',
  p4: '#6b6557',
  p1f: '#cf2e1f',
  p2f: '#c96500',
  p3f: '#8f7200',
  p4f: '#6b6557',
  p1o: '#ffffff',
  p2o: '#11161d',
  warn: '#a65300',
  free: '#007a5a',
  sent: '#0b6aa8',
  enroute: '#1d5fd1',
  onscene: '#6c42d3',
  idle: '#5f6b7b',
  fresh: '#007a5a',
}

/** The ground of the map: calm, so that tickets and crews own the colour. */
export type Ground = Record<
  | RoadClass
  | 'land'
  | 'built'
  | 'building'
  | 'buildingEdge'
  | 'pavement'
  | 'water'
  | 'waterEdge'
  | 'green'
  | 'square'
  | 'rail'
  | 'district'
  | 'labelMajor'
  | 'labelMinor'
  | 'labelDistrict'
  | 'labelWater'
  | 'houseNumber'
  | 'oneway',
  string
> & { casing: Record<RoadClass, string> }

const darkGround: Ground = {
  land: '#0d1117',
  built: '#10151d',
  building: '#1a212c',
  buildingEdge: '#11161e',
  pavement: '#0d1117',
  water: '#0e2030',
  waterEdge: '#16324a',
  green: '#10201c',
  square: '#171d27',
  motorway: '#475468',
  primary: '#3b4758',
  secondary: '#313c4b',
  tertiary: '#28313e',
  residential: '#1f2733',
  pedestrian: '#191f29',
  service: '#191f29',
  path: '#2b3543',
  rail: '#2b3543',
  district: '#2b3543',
  labelMajor: '#a9b4c4',
  labelMinor: '#8d99ab',
  labelDistrict: '#74829a',
  labelWater: '#6d96b8',
  houseNumber: '#8793a4',
  oneway: '#5b687b',
  casing: {
    motorway: '#090c11',
    primary: '#090c11',
    secondary: '#0b0f14',
    tertiary: '#0d1117',
    residential: '#0d1117',
    pedestrian: '#0d1117',
    service: '#0d1117',
    path: '#0d1117',
  },
}

const lightGround: Ground = {
  land: '#eef0f2',
  built: '#eaecef',
  building: '#d9dde3',
  buildingEdge: '#c9cfd7',
  pavement: '#f3f4f6',
  water: '#c9d9e6',
  waterEdge: '#b4c8d8',
  green: '#d6e4d6',
  square: '#f7f7f5',
  motorway: '#ffffff',
  primary: '#ffffff',
  secondary: '#ffffff',
  tertiary: '#ffffff',
  residential: '#ffffff',
  pedestrian: '#f7f7f5',
  service: '#fbfbfc',
  path: '#b9c1cb',
  rail: '#b9c1cb',
  district: '#b9c1cb',
  labelMajor: '#2c3541',
  labelMinor: '#4d5866',
  labelDistrict: '#636f7f',
  labelWater: '#2c5673',
  houseNumber: '#5a6473',
  oneway: '#8a95a3',
  casing: {
    motorway: '#aeb8c4',
    primary: '#b4bdc8',
    secondary: '#c0c8d1',
    tertiary: '#cbd2d9',
    residential: '#d6dbe1',
    pedestrian: '#d6dbe1',
    service: '#dfe3e8',
    path: '#dfe3e8',
  },
}

/** The colours that the map needs as values: those of tokens.css, and those of its ground. */
export interface Palette {
  ink: Record<Ink, string>
  ground: Ground
}

export const palettes: Record<ThemeName, Palette> = {
  dark: { ink: darkInks, ground: darkGround },
  light: { ink: lightInks, ground: lightGround },
}

export const crewInk: Record<CrewAppearance, Ink> = {
  free: 'free',
  free_still: 'free',
  sent: 'sent',
  acknowledged: 'sent',
  en_route: 'enroute',
  on_scene: 'onscene',
  secured: 'onscene',
  on_break: 'idle',
  unavailable: 'idle',
  called: 'warn',
  stale: 'idle',
  distress: 'distress',
}

/** The colour of a priority's figure and ring. */
export function priorityInk(priority: Priority): Ink {
  return `p${priority}f`
}

/** `#rrggbb` as the four bytes that deck.gl takes; `opacity` from 0 to 1. */
export function bytesOf(hex: string, opacity = 1): [number, number, number, number] {
  const value = Number.parseInt(hex.slice(1), 16)
  return [value >> 16, (value >> 8) & 255, value & 255, Math.round(opacity * 255)]
}

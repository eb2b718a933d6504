import { takeFrameTimes } from './frame-times.ts'
import '../../client/design/tokens.css'
import '../../client/design/base.css'
import '../../client/map/map.css'
import { MapDrawing } from '../../client/map/map-drawing.ts'
import { positions } from '../../client/store/positions.ts'
import { screen, setCity, takeCatalogue } from '../../client/store/screen-store.ts'
import type { Catalogue } from '../../shared/catalogue/catalogue.ts'
import { decodePositions, encodePositions } from '../../shared/position-frame.ts'
import type { City } from '../../shared/protocol/city.ts'
import { madeBoard, madePosition } from './made-board.ts'
import { SetDataMap } from './set-data.ts'

/** Frames of positions come so often. */
const EVERY_MS = 250

/** In a hurry, so many frames of positions are taken for each that is drawn. */
const UNDRAWN = 20
/** How a page begins: what it compiles, and each label that is measured once, is no part of a frame. */
const FIRST_MS = 1_000

/** In milliseconds. */
export interface Measured {
  /** All that ran in each frame that was drawn. */
  frames: number[]
  /** To take each frame of positions, up to what the layers are given. */
  updates: number[]
}

/** What the bench asks of this page. */
export interface FramesPage {
  /** Opens the console's own map, over a board of so many crews and tickets; returns what would draw it. */
  open(city: City, catalogue: Catalogue, crews: number, tickets: number): Promise<string>
  /** Makes the frames of positions of so many seconds, which the next measured period takes. */
  prepare(crews: number, seconds: number): void
  /** Moves every crew four times a second, as the server tells it. */
  move(): Promise<Measured>
  /** Takes so many frames of positions, each a while after the one before, faster than they are drawn. */
  hurry(crews: number, frames: number, stepMs: number): Promise<void>
  /** Takes the map away, and opens one that shows the same crews and tickets by MapLibre's `setData`. */
  openPeer(): Promise<void>
  /** As `move`. */
  movePeer(): Promise<Measured>
}

let drawing: MapDrawing | null = null
let peer: SetDataMap | null = null
let prepared: Uint8Array[] = []
/** Seconds that the crews have driven. */
let driven = 0
/** How far ahead of the clock the frames are. */
let ahead = 0
/** Milliseconds that the scene of the last update took. */
let composed = 0

const pause = (ms: number) => new Promise((settle) => setTimeout(settle, ms))
const nextFrame = () => new Promise((settle) => requestAnimationFrame(settle))

timeComposing()

/** Notes how long the map takes to make its scene, and what the layers are given. */
function timeComposing(): void {
  const compose = Object.getOwnPropertyDescriptor(MapDrawing.prototype, 'compose')?.value
  if (typeof compose !== 'function') throw new Error('MapDrawing has no compose to time any more.')
  Object.defineProperty(MapDrawing.prototype, 'compose', {
    value: function (...given: unknown[]) {
      const begunAt = performance.now()
      compose.apply(this, given)
      composed += performance.now() - begunAt
    },
  })
}

/** The next frame of positions, as of so many milliseconds from now. */
function bytesOfNext(crews: number, stepMs: number, later: number): Uint8Array {
  driven += stepMs / 1000
  const moved = Array.from({ length: crews }, (_, index) => madePosition(index, driven))
  return encodePositions({ at: Date.now() + later, positions: moved })
}

/** Calls `take` with each prepared frame; returns what it told, and what ran in the frames that were drawn meanwhile. */
async function measured(take: (frame: Uint8Array) => Promise<number>): Promise<Measured> {
  const updates: number[] = []
  takeFrameTimes()
  for (const frame of prepared) updates.push(await take(frame))
  prepared = []
  return { frames: takeFrameTimes(), updates }
}

const page: FramesPage = {
  open: async (city, catalogue, crews, tickets) => {
    setCity(city)
    takeCatalogue(1, catalogue)
    screen.setState({ board: madeBoard(crews, tickets, catalogue.services, Date.now()) })
    const [container, overlay, scale] = [0, 1, 2].map(() => document.createElement('div'))
    if (container === undefined || overlay === undefined || scale === undefined) return ''
    for (const one of [container, overlay, scale])
      one.style.cssText = 'position: fixed; inset: 0; pointer-events: none'
    overlay.className = 'map-tags'
    scale.append(document.createElement('span'), document.createElement('output'))
    document.body.append(container, overlay, scale)
    const ignore = () => {}
    const handlers = { onClick: ignore, onHold: ignore, onSteer: ignore }
    drawing = new MapDrawing({ container, overlay, scale, city, ...handlers })
    await pause(FIRST_MS)
    const context = document.createElement('canvas').getContext('webgl2')
    const info = context?.getExtension('WEBGL_debug_renderer_info')
    return String(info && context?.getParameter(info.UNMASKED_RENDERER_WEBGL))
  },
  prepare: (crews, seconds) => {
    const count = (seconds * 1000) / EVERY_MS
    prepared = Array.from({ length: count }, (_, index) =>
      bytesOfNext(crews, EVERY_MS, ahead + index * EVERY_MS),
    )
  },
  move: () =>
    measured(async (frame) => {
      composed = 0
      const begunAt = performance.now()
      positions.take(decodePositions(frame))
      const taken = performance.now() - begunAt
      await pause(EVERY_MS)
      return taken + composed
    }),
  hurry: async (crews, frames, stepMs) => {
    for (let index = 0; index < frames; index += 1) {
      ahead += stepMs
      positions.take(decodePositions(bytesOfNext(crews, stepMs, ahead)))
      if (index % UNDRAWN === 0) await nextFrame()
    }
  },
  openPeer: async () => {
    const { city, board } = screen.getState()
    if (city === null || drawing === null) throw new Error('Open the map first.')
    drawing.dispose()
    const tickets = [...board.tickets.values()].flatMap(({ position }): [number, number][] =>
      position === null ? [] : [[position.lon, position.lat]],
    )
    peer = await SetDataMap.open(city, tickets)
    await pause(FIRST_MS)
  },
  movePeer: () =>
    measured(async (frame) => {
      const begunAt = performance.now()
      const { positions } = decodePositions(frame)
      const decoded = performance.now() - begunAt
      const set = peer?.take(positions) ?? Number.NaN
      await pause(EVERY_MS)
      return decoded + set
    }),
}

Object.assign(window, { frames: page })

import { takeFrameTimes } from './frame-times.ts'
import '../../client/design/tokens.css'
import '../../client/design/base.css'
import '../../client/map/map.css'
import { MapDrawing } from '../../client/map/map-drawing.ts'
import { positions } from '../../client/store/positions.ts'
import { screen, setCity } from '../../client/store/screen-store.ts'
import { decodePositions, encodePositions } from '../../shared/position-frame.ts'
import type { City } from '../../shared/protocol.ts'
import { madeBoard, madePosition } from './made-board.ts'
import { SetDataMap } from './set-data.ts'

/** Frames of positions come so often. */
const EVERY_MS = 250

/** In a hurry, so many frames of positions are taken for each that is drawn. */
const UNDRAWN = 20
/** How a page begins: what it compiles, and each label that is measured once, is no part of a frame. */
const FIRST_MS = 1_000

/** In milliseconds. */
interface Measured {
  /** All that ran in each frame that was drawn. */
  frames: number[]
  /** To take each frame of positions, up to what the layers are given. */
  updates: number[]
}

/** What the bench asks of this page. */
export interface FramesPage {
  /** Opens the console's own map, over a board of so many crews and tickets; returns what would draw it. */
  open(city: City, crews: number, tickets: number): Promise<string>
  /** Moves every crew four times a second, as the server tells it. */
  move(crews: number, seconds: number): Promise<Measured>
  /** Takes so many frames of positions, each a while after the one before, faster than they are drawn. */
  hurry(crews: number, frames: number, stepMs: number): Promise<void>
  /** Takes the map away and shows the same crews and tickets by MapLibre's `setData`. */
  peer(crews: number, seconds: number): Promise<Measured>
}

let drawing: MapDrawing | null = null
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

function bytesOfNext(crews: number, stepMs: number): Uint8Array {
  driven += stepMs / 1000
  const moved = Array.from({ length: crews }, (_, index) => madePosition(index, driven))
  return encodePositions({ at: Date.now() + ahead, positions: moved })
}

/** Calls `take` four times a second and returns what it told, with what ran in the frames meanwhile. */
async function measured(
  crews: number,
  seconds: number,
  take: (frame: Uint8Array) => Promise<number>,
): Promise<Measured> {
  const updates: number[] = []
  takeFrameTimes()
  for (let index = 0; index < (seconds * 1000) / EVERY_MS; index += 1)
    updates.push(await take(bytesOfNext(crews, EVERY_MS)))
  return { frames: takeFrameTimes(), updates }
}

const page: FramesPage = {
  open: async (city, crews, tickets) => {
    setCity(city)
    screen.setState({ board: madeBoard(crews, tickets, city.services, Date.now()) })
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
  move: (crews, seconds) =>
    measured(crews, seconds, async (frame) => {
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
      positions.take(decodePositions(bytesOfNext(crews, stepMs)))
      if (index % UNDRAWN === 0) await nextFrame()
    }
  },
  peer: async (crews, seconds) => {
    const { city, board } = screen.getState()
    if (city === null || drawing === null) throw new Error('Open the map first.')
    drawing.dispose()
    const tickets = [...board.tickets.values()].flatMap(({ position }): [number, number][] =>
      position === null ? [] : [[position.lon, position.lat]],
    )
    const map = await SetDataMap.open(city, tickets)
    const told = await measured(crews, seconds, async (frame) => {
      const begunAt = performance.now()
      const { positions } = decodePositions(frame)
      const decoded = performance.now() - begunAt
      const set = map.take(positions)
      await pause(EVERY_MS)
      return decoded + set
    })
    map.close()
    return told
  },
}

Object.assign(window, { frames: page })

import { drawCalls } from './stub-drawing.ts'

/** What ran in one frame. */
interface Frame {
  /** Milliseconds. */
  script: number
  draws: number
}

/** By the instant that the browser gave its callbacks. */
const frames = new Map<number, Frame>()

const ask = window.requestAnimationFrame.bind(window)
// Before anything else asks for a frame: whoever draws, ours, deck.gl or MapLibre, is timed.
window.requestAnimationFrame = (callback) =>
  ask((at) => {
    const before = drawCalls()
    const begunAt = performance.now()
    callback(at)
    const { script, draws } = frames.get(at) ?? { script: 0, draws: 0 }
    frames.set(at, { script: script + performance.now() - begunAt, draws: draws + drawCalls() - before })
  })

/** The script, in milliseconds, of every frame that drew something since this was last asked. */
export function takeFrameTimes(): number[] {
  const times = [...frames.values()].filter(({ draws }) => draws > 0).map(({ script }) => script)
  frames.clear()
  return times
}

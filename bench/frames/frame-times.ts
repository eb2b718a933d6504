/** Milliseconds of script in each frame, by the instant that the browser gave its callbacks. */
const byFrame = new Map<number, number>()

const ask = window.requestAnimationFrame.bind(window)
// Before anything else asks for a frame: whoever draws, ours, deck.gl or MapLibre, is timed.
window.requestAnimationFrame = (callback) =>
  ask((at) => {
    const begunAt = performance.now()
    callback(at)
    byFrame.set(at, (byFrame.get(at) ?? 0) + performance.now() - begunAt)
  })

/** The script of every frame since this was last asked. */
export function takeFrameTimes(): number[] {
  const times = [...byFrame.values()]
  byFrame.clear()
  return times
}

const DRAWING = [
  'drawArrays',
  'drawElements',
  'drawArraysInstanced',
  'drawElementsInstanced',
  'drawRangeElements',
] as const

let calls = 0

// Without a graphics card software would draw each pixel, and the page would wait for it. Nothing is drawn: all else, the
// making and the sending of what would be drawn included, is as it is.
for (const name of DRAWING)
  WebGL2RenderingContext.prototype[name] = () => {
    calls += 1
  }
for (const name of ['clear', 'clearBufferfv', 'blitFramebuffer'] as const)
  WebGL2RenderingContext.prototype[name] = () => {}

/** How often something would have been drawn since the page began. */
export function drawCalls(): number {
  return calls
}

/** An arrow to the right, 14 × 10 px drawn at twice that size. */
export function onewayArrow(colour: string): ImageData {
  const canvas = new OffscreenCanvas(28, 20)
  const context = canvas.getContext('2d')
  if (context === null) throw new Error('This browser draws on no canvas.')
  context.strokeStyle = colour
  context.lineWidth = 2.6
  context.lineCap = 'round'
  context.lineJoin = 'round'
  context.stroke(new Path2D('M3 10H24M17 4l7 6-7 6'))
  return context.getImageData(0, 0, canvas.width, canvas.height)
}

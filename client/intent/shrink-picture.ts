/** The longer side of what is sent, in pixels, where it is not said: the server keeps no more. */
const LONGEST_SIDE = 2_048
const QUALITY = 0.8

/**
 * A picture as it is sent: upright, shrunk, JPEG, with nothing of its file but the pixels (so no EXIF, no place). Null for a
 * file that this browser cannot read as a picture.
 */
export async function shrinkPicture(file: Blob, longestSide = LONGEST_SIDE): Promise<Blob | null> {
  const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => null)
  if (bitmap === null) return null
  const scale = Math.min(1, longestSide / Math.max(bitmap.width, bitmap.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(bitmap.width * scale))
  canvas.height = Math.max(1, Math.round(bitmap.height * scale))
  const context = canvas.getContext('2d')
  if (context === null) return null
  // Where a PNG is transparent, a JPEG would be black.
  context.fillStyle = 'white'
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.imageSmoothingQuality = 'high'
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
  bitmap.close()
  return new Promise((settle) => canvas.toBlob(settle, 'image/jpeg', QUALITY))
}

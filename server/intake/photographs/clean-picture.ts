import sharp, { type Sharp } from 'sharp'
import type { StoredPicture } from '../../projection/photograph.ts'

/** Pixels of the largest picture that is decoded: telephones of 48 Mpx pass, a bomb of 30,000 × 30,000 does not. */
const MOST_PIXELS = 50_000_000
/** The longer side of what is kept, and of its thumbnail, in pixels. */
const LONGEST_SIDE = 2_048
const LONGEST_THUMBNAIL_SIDE = 320
const LONGEST_SECONDS = 20

/** Only these decoders are ever given anything from outside; others, and what they link, are shut. */
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({
  operation: ['VipsForeignLoadJpegBuffer', 'VipsForeignLoadPngBuffer', 'VipsForeignLoadWebpBuffer'],
})
sharp.cache(false)
sharp.concurrency(1)

export type PictureProblem = 'unsupported_picture' | 'too_many_pixels' | 'broken_picture'
export interface CleanPicture extends StoredPicture {
  width: number
  height: number
}

/**
 * Makes a picture anew from the pixels of what was sent: upright, at most 2,048 px, JPEG, with nothing else of the file in
 * it (no EXIF, no place, no second file behind the picture); and its thumbnail. Or says why it cannot be a picture here.
 */
export async function cleanPicture(sent: Buffer): Promise<CleanPicture | PictureProblem> {
  if (!isKnownFormat(sent)) return 'unsupported_picture'
  const options = { failOn: 'error', limitInputPixels: MOST_PIXELS } as const
  try {
    // Read from the header alone: nothing is unpacked.
    const { width, height } = await sharp(sent, { ...options, limitInputPixels: false }).metadata()
    if (width * height > MOST_PIXELS) return 'too_many_pixels'
    const { data: picture, info } = await shrunk(sharp(sent, options).autoOrient(), LONGEST_SIDE)
    const { data: thumbnail } = await shrunk(sharp(picture), LONGEST_THUMBNAIL_SIDE)
    return { picture, thumbnail, width: info.width, height: info.height }
  } catch {
    return 'broken_picture'
  }
}

function shrunk(picture: Sharp, side: number) {
  return (
    picture
      .resize(side, side, { fit: 'inside', withoutEnlargement: true })
      .flatten({ background: 'white' })
      .toColourspace('srgb')
      // Codes made for each picture would be 3 % smaller, in twice the time.
      .jpeg({ quality: 82, optimiseCoding: false })
      .timeout({ seconds: LONGEST_SECONDS })
      .toBuffer({ resolveWithObject: true })
  )
}

/** By the bytes a file begins with: JPEG, PNG or WebP. What it is called, and what else it may be, counts for nothing. */
function isKnownFormat(sent: Buffer): boolean {
  const begins = (text: string, at = 0) => sent.toString('latin1', at, at + text.length) === text
  return begins('\xff\xd8\xff') || begins('\x89PNG\r\n\x1a\n') || (begins('RIFF') && begins('WEBP', 8))
}

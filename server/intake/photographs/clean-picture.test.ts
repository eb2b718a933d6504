import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { type CleanPicture, cleanPicture } from './clean-picture.ts'
import { aBomb, aPolyglot, aTelephonePicture, OTHER_FILES, saysWhere } from './test-pictures.ts'

async function cleaned(sent: Buffer): Promise<CleanPicture> {
  const made = await cleanPicture(sent)
  if (typeof made === 'string') throw new Error(made)
  return made
}

describe('a picture made anew', () => {
  it('[PH-7] is upright, without a word of what came with it, and has a thumbnail', async () => {
    const sent = await aTelephonePicture()
    expect([(await sharp(sent).metadata()).exif !== undefined, saysWhere(sent)]).toEqual([true, true])
    const { picture, thumbnail, width, height } = await cleaned(sent)
    // Turned by a quarter, as its orientation asked.
    expect([width, height]).toEqual([300, 400])
    for (const jpeg of [picture, thumbnail]) {
      const { format, exif, icc, xmp, iptc, orientation, comments } = await sharp(jpeg).metadata()
      expect([format, exif, icc, xmp, iptc, orientation, comments]).toEqual([
        'jpeg',
        ...Array(6).fill(undefined),
      ])
      expect(saysWhere(jpeg)).toBe(false)
    }
    expect((await sharp(thumbnail).metadata()).height).toBe(320)
  })

  it('[PH-7] is at most 2,048 pixels on its longer side, and never larger than it was', async () => {
    const large = await cleaned(await aTelephonePicture(3_000, 1_500))
    expect([large.width, large.height]).toEqual([1_024, 2_048])
    const small = await cleaned(await aTelephonePicture(100, 60))
    expect([small.width, small.height]).toEqual([60, 100])
  })

  it.each(['png', 'webp'] as const)('[PH-7] is a JPEG, of a %s too', async (format) => {
    const sent = await sharp({ create: { width: 50, height: 40, channels: 4, background: '#ff000080' } })
      .toFormat(format)
      .toBuffer()
    const { picture, width } = await cleaned(sent)
    expect([(await sharp(picture).metadata()).format, width]).toEqual(['jpeg', 50])
  })

  it('[PH-8] holds nothing of a file that is two at once', async () => {
    const sent = await aPolyglot()
    expect(sent.includes('<script>')).toBe(true)
    const { picture, thumbnail } = await cleaned(sent)
    for (const jpeg of [picture, thumbnail]) {
      expect(jpeg.includes('script')).toBe(false)
      expect(jpeg.includes('PK\x03\x04')).toBe(false)
      expect([...jpeg.subarray(-2)]).toEqual([0xff, 0xd9])
    }
  })

  it('[PH-8] is not made of a bomb, which is not unpacked', async () => {
    const bomb = aBomb(30_000)
    expect(bomb.length).toBeLessThan(20_000)
    const before = process.memoryUsage().rss
    expect(await cleanPicture(bomb)).toBe('too_many_pixels')
    expect(process.memoryUsage().rss - before).toBeLessThan(50e6)
    // Within the limit, but with less data than its header says.
    expect(await cleanPicture(aBomb(7_000))).toBe('broken_picture')
  })

  it.each(Object.entries(OTHER_FILES))('[PH-8] is not made of %s', async (_what, file) => {
    expect(await cleanPicture(file)).toBe('unsupported_picture')
  })

  it('[PH-8] is not made of a file that was cut, nor of noise behind a true beginning', async () => {
    const sent = await aTelephonePicture()
    expect(await cleanPicture(sent.subarray(0, sent.length / 2))).toBe('broken_picture')
    expect(await cleanPicture(Buffer.concat([sent.subarray(0, 20), Buffer.alloc(500, 7)]))).toBe(
      'broken_picture',
    )
  })
})

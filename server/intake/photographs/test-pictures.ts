import { crc32, deflateSync } from 'node:zlib'
import sharp from 'sharp'

/** Pictures that tests make up: real ones as a telephone takes them, and what only pretends to be one. */

/** A JPEG as a telephone makes it: where and when it was taken, and that it is to be turned by a quarter. */
export function aTelephonePicture(width = 400, height = 300): Promise<Buffer> {
  // Noise: a plain colour would shrink to nothing.
  const noise = { type: 'gaussian', mean: 128, sigma: 40 } as const
  return sharp({ create: { width, height, channels: 3, background: 'grey', noise } })
    .jpeg({ quality: 90 })
    .withExif({
      IFD0: { Make: 'Telephone' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '43/1 36/1 16/1', GPSLongitudeRef: 'E' },
    })
    .withMetadata({ orientation: 6 })
    .toBuffer()
}

/** Whether bytes hold what the telephone wrote beside the pixels. Longer words than « GPS », which pixels may spell by chance. */
export function saysWhere(bytes: Buffer): boolean {
  return ['Exif\0\0', 'Telephone'].some((words) => bytes.includes(words, 0, 'latin1'))
}

/** A file that is a JPEG from its beginning and a web page with a script in its comment and at its end. */
export async function aPolyglot(): Promise<Buffer> {
  const picture = await aTelephonePicture()
  const page = Buffer.from('<!doctype html><html><script>alert(document.cookie)</script></html>')
  const comment = Buffer.from([0xff, 0xfe, 0, page.length + 2])
  const archive = Buffer.from('PK\x03\x04 this would be a ZIP archive \x00', 'latin1')
  return Buffer.concat([picture.subarray(0, 2), comment, page, picture.subarray(2), page, archive])
}

/** A PNG of a few kilobytes that says it is `side` × `side`, and holds as many zeros as its data may. */
export function aBomb(side: number): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(side, 0)
  header.writeUInt32BE(side, 4)
  header.set([1, 0], 8)
  const rows = deflateSync(Buffer.alloc(Math.min(side, 1000) * (1 + Math.ceil(side / 8))), { level: 9 })
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', rows),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(name: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const framed = Buffer.alloc(named.length + 8)
  framed.writeUInt32BE(data.length, 0)
  framed.set(named, 4)
  framed.writeUInt32BE(crc32(named), named.length + 4)
  return framed
}

const text = (content: string) => Buffer.from(content, 'latin1')

/** Files of other kinds, by what they are. */
export const OTHER_FILES: Record<string, Buffer> = {
  HEIC: text('\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic\x00\x00\x01\x00meta'),
  AVIF: text('\x00\x00\x00\x1cftypavif\x00\x00\x00\x00avifmif1miaf'),
  GIF: text('GIF89a\x01\x00\x01\x00\x00\x00\x00;'),
  SVG: text('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
  PDF: text('%PDF-1.7\n%\xe2\xe3\xcf\xd3'),
  ZIP: text('PK\x03\x04'),
  HTML: text('<!doctype html><p>bonjour'),
  TIFF: text('II*\x00\x08\x00\x00\x00'),
  nothing: Buffer.alloc(0),
}

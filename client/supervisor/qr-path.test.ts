import { encodeQR } from 'qr'
import { decodeQR } from 'qr/decode.js'
import { describe, expect, it } from 'vitest'
import { codeIn, enrolmentLink } from '../../shared/enrolment.ts'
import { pathOf } from './qr-path.ts'

const SCALE = 4

/** The path as a screen paints it: black where it goes, white elsewhere. */
function painted(path: string, size: number) {
  const side = size * SCALE
  const data = new Uint8Array(side * side * 3).fill(255)
  for (const [, x = '', y = '', width = ''] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+Z/g))
    for (let row = 0; row < SCALE; row += 1) {
      const from = ((Number(y) * SCALE + row) * side + Number(x) * SCALE) * 3
      data.fill(0, from, from + Number(width) * SCALE * 3)
    }
  return { width: side, height: side, data }
}

describe('the QR code of an enrolment', () => {
  it.each([
    ['http://localhost:8080', 'k3fw-9xpd-m7qa'],
    ['https://vigie.une-ville-au-nom-fort-long.example.fr:8443', 'zzzz-2222-mmmm'],
  ])('[EN-10] as it is drawn for %s, it reads as the link that enrols', (origin, code) => {
    const squares = encodeQR(enrolmentLink(origin, code), 'raw', { ecc: 'medium', border: 4 })
    const read = decodeQR(painted(pathOf(squares), squares.length))
    expect(read).toBe(`${origin}/crew#enrol=${code}`)
    expect(codeIn(read)).toBe(code)
  })

  it('[EN-10] draws nothing before there is a code', () => expect(pathOf([])).toBe(''))
})

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { canScan, scanCode } from './code-scanner.ts'

const LINK = 'https://vigie.example.fr/crew#enrol=K3FW-9XPD-M7QA'

describe('the camera that reads an enrolment code', () => {
  const track = { stop: vi.fn() }
  const video = { srcObject: null, play: async () => {} }
  let seen: string[][] = []
  beforeEach(() => {
    seen = []
    track.stop.mockClear()
    class Detector {
      async detect() {
        return (seen.shift() ?? []).map((rawValue) => ({ rawValue }))
      }
    }
    vi.stubGlobal('window', { BarcodeDetector: Detector })
    vi.stubGlobal('navigator', {
      mediaDevices: { getUserMedia: async () => ({ getTracks: () => [track] }) },
    })
  })
  afterEach(() => vi.unstubAllGlobals())

  it('[EN-13] takes the first enrolment link, whatever else it sees, and lets the camera go', async () => {
    seen = [[], ['https://example.org/menu'], ['WIFI:S:ville;;', LINK], ['never looked at']]
    const codes: string[] = []
    await scanCode(video, (code) => codes.push(code), new AbortController().signal)
    expect(codes).toEqual(['k3fw-9xpd-m7qa'])
    expect(seen).toHaveLength(1)
    expect(track.stop).toHaveBeenCalledOnce()
  })

  it('[EN-13] stops when it is asked to, were it before the camera was there', async () => {
    for (const when of ['before', 'while']) {
      const stopping = new AbortController()
      if (when === 'before') stopping.abort()
      else setTimeout(() => stopping.abort(), 20)
      const codes: string[] = []
      await scanCode(video, (code) => codes.push(code), stopping.signal)
      expect([when, codes]).toEqual([when, []])
    }
    expect(track.stop).toHaveBeenCalledTimes(2)
  })

  it('[EN-13] is not offered where the browser reads no codes or has no camera, and rejects where it is refused', async () => {
    expect(canScan()).toBe(true)
    const refused = new Error('NotAllowedError')
    vi.stubGlobal('navigator', { mediaDevices: { getUserMedia: () => Promise.reject(refused) } })
    await expect(scanCode(video, () => {}, new AbortController().signal)).rejects.toBe(refused)
    vi.stubGlobal('navigator', {})
    expect(canScan()).toBe(false)
    vi.stubGlobal('window', {})
    expect(canScan()).toBe(false)
  })
})

import { describe, expect, it, vi } from 'vitest'
import { ApiError } from '../feed/session.ts'
import { Reader } from './reader.ts'

const failed = (status: number) => new ApiError(status, 'code', { fr: '', en: '' }, {})

/** A server whose answers the test gives one by one, and what the screen has taken. */
function aReader(isWanted = () => true) {
  const asked: { answer(text: string): void; fail(error: unknown): void }[] = []
  const shown: string[] = []
  let pauses = 0
  const reader = new Reader<string, string>({
    read: () => new Promise((answer, fail) => asked.push({ answer, fail })),
    isWanted,
    take: (_, read) => shown.push(read),
    pause: async () => {
      pauses += 1
    },
  })
  return { reader, asked, shown, pauses: () => pauses }
}
const settled = () => vi.waitFor(() => new Promise(setImmediate))

describe('[F-15] what is not in the events', () => {
  it('is read again where it changed while it was read, once however often', async () => {
    const { reader, asked, shown } = aReader()
    reader.refresh('a')
    reader.refresh('a')
    reader.refresh('a')
    expect(asked).toHaveLength(1)
    asked[0]?.answer('before')
    await settled()
    expect(asked).toHaveLength(2)
    asked[1]?.answer('after')
    await settled()
    expect([asked.length, shown, reader.isReading('a')]).toEqual([2, ['before', 'after'], false])
    reader.refresh('a')
    expect(asked).toHaveLength(3)
  })

  it.each([0, 429, 500, 503])(
    'is read again after a failure that passes (%i), until it is there',
    async (status) => {
      const { reader, asked, shown, pauses } = aReader()
      reader.refresh('a')
      for (const at of [0, 1]) {
        asked[at]?.fail(failed(status))
        await settled()
      }
      asked[2]?.answer('there')
      await settled()
      expect([shown, pauses(), reader.isReading('a')]).toEqual([['there'], 2, false])
    },
  )

  it('is not asked again where the server refused it, where it cannot be read, or once nobody wants it', async () => {
    for (const error of [failed(403), failed(404), new TypeError('not what was expected')]) {
      const { reader, asked, pauses } = aReader()
      reader.refresh('a')
      asked[0]?.fail(error)
      await settled()
      expect([asked.length, pauses(), reader.isReading('a')]).toEqual([1, 0, false])
    }
    let wanted = true
    const left = aReader(() => wanted)
    left.reader.refresh('a')
    wanted = false
    left.asked[0]?.fail(failed(503))
    await settled()
    expect([left.asked.length, left.reader.isReading('a')]).toEqual([1, false])
  })
})

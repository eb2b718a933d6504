import { get } from 'node:http'

export interface Download {
  /** From the request to the last byte. */
  milliseconds: number
  /** As it came over the wire: compressed, if the server did. */
  body: Buffer
  encoding: string | undefined
}

const ANSWER_MS = 10_000

/** Gets `url` as a browser would, but leaves it compressed. Throws on anything but a 200 or an empty 204. */
export function download(url: string, headers: Record<string, string>): Promise<Download> {
  const startedAt = performance.now()
  return new Promise((settle, fail) => {
    const options = { headers: { ...headers, 'accept-encoding': 'gzip' }, timeout: ANSWER_MS }
    const sent = get(url, options, (response) => {
      const { statusCode = 0 } = response
      if (statusCode !== 200 && statusCode !== 204) fail(new Error(`${url} was answered ${statusCode}.`))
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.once('end', () => {
        const milliseconds = performance.now() - startedAt
        settle({ milliseconds, body: Buffer.concat(parts), encoding: response.headers['content-encoding'] })
      })
    })
    sent.once('timeout', () => sent.destroy(new Error(`${url} was not answered in time.`)))
    sent.once('error', fail)
  })
}

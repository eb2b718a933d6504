/** A table of 2,500 pairs takes some 50 kB; what is larger is no answer to any question of ours. */
const MOST_BYTES = 4_000_000

export interface JsonAnswer {
  status: number
  body: unknown
}

/**
 * Asks a server for JSON. Follows no redirection: positions go to the server that was named and nowhere else. Rejects
 * on what is no JSON or too long; errors name neither the address asked nor what was sent, which hold positions.
 */
export async function askJson(url: URL, request: RequestInit): Promise<JsonAnswer> {
  const response = await fetch(url, { ...request, redirect: 'error' })
  const text = await readText(response)
  try {
    return { status: response.status, body: JSON.parse(text) }
  } catch {
    throw new Error(`The answer (HTTP ${response.status}, ${text.length} characters) is not JSON.`)
  }
}

async function readText(response: Response): Promise<string> {
  const parts: Uint8Array[] = []
  let bytes = 0
  for await (const part of response.body ?? []) {
    bytes += part.byteLength
    if (bytes > MOST_BYTES) throw new Error(`The answer is longer than ${MOST_BYTES} bytes.`)
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}

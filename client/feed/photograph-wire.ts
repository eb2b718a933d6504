import { z } from 'zod'
import { type Localized, localizedSchema } from '../../shared/text.ts'
import type { KeptPhotograph } from './photograph-store.ts'

/** Where the sending of a photograph stands, as the server says. */
export type Standing =
  | { state: 'under_way'; offset: number }
  | { state: 'received' }
  /** It is not awaited: removed, or another's. */
  | { state: 'unknown' }
  | { state: 'refused'; why: Localized }

/** How pixels get to the server. Rejects where it could not be asked, or not now: to be tried again. */
export interface PhotographWire {
  standing(photograph: KeptPhotograph): Promise<Standing>
  /** Sends the bytes from `offset` on; `last` where the picture ends with them. */
  append(photograph: KeptPhotograph, offset: number, piece: Blob, last: boolean): Promise<Standing>
}

/** A piece of 64 kB takes 20 s on the slowest mobile network; beyond this the way is lost. */
const LONGEST_MS = 60_000

const refusedSchema = z.object({ message: localizedSchema })

/** What asks the server at a path of its own, as `fetch` does. */
type Ask = (path: string, init: RequestInit) => Promise<Response>

const askOwnServer: Ask = (path, init) => fetch(path, { ...init, credentials: 'same-origin' })

/** `docs/protocol.md`, Photographs. */
export function httpPhotographWire(ask: Ask = askOwnServer): PhotographWire {
  const standingAfter = async ({ id, ticketId }: KeptPhotograph, init: RequestInit): Promise<Standing> =>
    standingIn(
      await ask(`/api/tickets/${ticketId}/photographs/${id}/upload`, {
        ...init,
        signal: AbortSignal.timeout(LONGEST_MS),
      }),
    )
  return {
    standing: (photograph) => standingAfter(photograph, { method: 'HEAD' }),
    append: (photograph, offset, piece, last) =>
      standingAfter(photograph, {
        method: 'PATCH',
        headers: {
          'content-type': 'application/partial-upload',
          'upload-offset': String(offset),
          'upload-complete': last ? '?1' : '?0',
        },
        body: piece,
      }),
  }
}

async function standingIn(response: Response): Promise<Standing> {
  switch (response.status) {
    case 204:
      if (response.headers.get('upload-complete') === '?1') return { state: 'received' }
      return { state: 'under_way', offset: offsetIn(response) }
    case 409:
      return { state: 'under_way', offset: offsetIn(response) }
    case 404:
      return { state: 'unknown' }
    case 413:
    case 415:
    case 422:
      return { state: 'refused', why: refusedSchema.parse(await response.json()).message }
    default:
      throw new Error(`photograph: ${response.status}`)
  }
}

function offsetIn(response: Response): number {
  return z.coerce.number().int().min(0).parse(response.headers.get('upload-offset'))
}

import type { SentCommand } from '../../../shared/command.ts'
import type { LonLat } from '../../../shared/geo.ts'
import type { Territory } from './parse-request.ts'

/** Where a text surely means, with the address and the district code that the ticket gets; null where it is not sure. */
export type PlaceAddress = (
  text: string,
) => Promise<(LonLat & { address: string; district: string | null }) | null>

export interface Placing {
  placeAddress: PlaceAddress
  city: Pick<Territory, 'within' | 'districtOf'>
  onFault(error: unknown, what: string): void
}

/** A caller does not wait longer than this for a place: the ticket is more urgent than its point. */
const LONGEST_WAIT_MS = 1_000

/**
 * The command with a position, where it brings an address alone and that address is surely known. In every other case
 * (unsure, outside the territory, the search fails or takes too long) the command as it was: the ticket is accepted
 * « à localiser », and keeps its text.
 */
export async function placed(
  sent: SentCommand,
  { placeAddress, city, onFault }: Placing,
  longestWaitMs = LONGEST_WAIT_MS,
): Promise<SentCommand> {
  const { command } = sent
  if (command.type !== 'receive_ticket' || command.position !== null || command.address === null) return sent
  const found = await within(longestWaitMs, placeAddress(command.address)).catch(() => {
    // The error's own words may hold the address, which is personal data.
    onFault(
      new Error('the search for an address failed or took too long'),
      'Open311: an address was not placed',
    )
    return null
  })
  if (found === null) return sent
  const { lon, lat, address, district } = found
  if (!city.within({ lon, lat })) return sent
  const position = { lon, lat }
  return {
    ...sent,
    command: { ...command, position, address, district: district ?? city.districtOf(position) },
  }
}

/** Settles as `work` does, or rejects after `milliseconds`. */
async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(new Error(`no answer within ${milliseconds} ms`)), milliseconds)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}

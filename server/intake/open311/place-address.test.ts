import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { sentCommandSchema } from '../../../shared/command.ts'
import { type Placing, placed } from './place-address.ts'

const capitole = { lon: 1.4442, lat: 43.6045 }
const known = { ...capitole, address: '12 Rue des Lois', district: '1.1' }

function request(address: string | null, position: typeof capitole | null = null) {
  return sentCommandSchema.parse({
    id: randomUUID(),
    command: {
      type: 'receive_ticket',
      ticketId: randomUUID(),
      serviceCode: 'NOISE',
      position,
      address,
      district: null,
      channel: 'web',
      report: {
        id: randomUUID(),
        description: null,
        firstName: null,
        lastName: null,
        phone: null,
        email: null,
      },
    },
  })
}

function placing(given: Partial<Placing>): Placing & { faults: string[] } {
  const faults: string[] = []
  return {
    faults,
    placeAddress: async () => known,
    city: { within: () => true, districtOf: () => 'D' },
    onFault: (error, what) => faults.push(`${what}: ${error}`),
    ...given,
  }
}

describe('placing a request that brings an address alone', () => {
  it('[AD-6] gives a sure address its point, plate and district', async () => {
    const { command } = await placed(request('12 r des lois'), placing({}))
    expect(command).toMatchObject({ position: capitole, address: '12 Rue des Lois', district: '1.1' })
  })

  it('[AD-6] leaves an unsure one, or one outside the territory, without a point and with its text', async () => {
    const sent = request('12 rue des lois')
    expect(await placed(sent, placing({ placeAddress: async () => null }))).toBe(sent)
    expect(await placed(sent, placing({ city: { within: () => false, districtOf: () => null } }))).toBe(sent)
  })

  it('[AD-6] never searches for a request that has its point', async () => {
    const sent = request('12 rue des lois', capitole)
    const fail = () => Promise.reject(new Error('must not be asked'))
    const given = placing({ placeAddress: fail })
    expect(await placed(sent, given)).toBe(sent)
    expect(given.faults).toEqual([])
  })

  it('[AD-6] [AD-7] accepts the ticket unplaced when the search fails, and logs no word of the address', async () => {
    const sent = request('12 rue des lois')
    const given = placing({ placeAddress: async (text) => Promise.reject(new Error(`cannot find ${text}`)) })
    expect(await placed(sent, given)).toBe(sent)
    expect(given.faults).toHaveLength(1)
    expect(given.faults[0]).not.toContain('lois')
  })

  it('[AD-6] accepts the ticket unplaced when the search does not answer', async () => {
    const sent = request('12 rue des lois')
    const given = placing({ placeAddress: () => new Promise(() => {}) })
    expect(await placed(sent, given, 5)).toBe(sent)
    expect(given.faults).toHaveLength(1)
  })
})

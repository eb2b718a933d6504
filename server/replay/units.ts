import { createHash } from 'node:crypto'
import type { DoorClient } from '../simulation/door-client.ts'
import type { MappedRow } from './map-row.ts'

/** Registers every unit of the file as a crew and brings it on duty; the id of each, by its name in the file. */
export async function registerUnits(
  client: DoorClient,
  rows: readonly MappedRow[],
): Promise<Map<string, string>> {
  const names = [...new Set(rows.flatMap(({ movement }) => movement?.unit ?? []))].sort()
  const known = new Map([...client.board.crews.values()].map((crew) => [crew.callSign, crew]))
  let number = Math.max(0, ...[...client.board.crews.values()].map((crew) => crew.number))
  const crewOf = new Map<string, string>()
  for (const name of names) {
    const existing = known.get(name)
    const id = existing?.id ?? idOf(name)
    crewOf.set(name, id)
    if (existing === undefined) {
      number += 1
      await accepted(client, { type: 'register_crew', crew: { ...CREW, id, number, callSign: name } })
    }
    if (existing === undefined || existing.duty === 'off') {
      await accepted(client, { type: 'come_on_duty', crewId: id, members: CREW.members })
    }
  }
  return crewOf
}

const CREW = {
  kind: 'patrol',
  skills: [],
  equipment: { fr: [], en: [] },
  vehicle: { fr: 'véhicule', en: 'vehicle' },
  members: 2,
  territory: null,
}

async function accepted(client: DoorClient, command: object): Promise<void> {
  const answer = await client.send(command)
  if (answer.status === 'refused') throw new Error(`A unit could not be registered: ${answer.refusal.code}.`)
}

function idOf(name: string): string {
  const hex = createHash('sha256').update(`replayed unit\n${name}`).digest('hex')
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-')
}

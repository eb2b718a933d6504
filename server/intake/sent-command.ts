import { pointsOf } from '../../shared/closure/closure.ts'
import { type CommandOf, type SentCommand, sentCommandSchema } from '../../shared/command.ts'
import type { Fleet } from '../../shared/crew/fleet.ts'
import type { LonLat } from '../../shared/geo.ts'
import type { CrewId } from '../../shared/id.ts'
import { type Instant, instant } from '../../shared/instant.ts'
import type { PointAddress } from '../../shared/protocol/place.ts'
import type { Refusal } from '../../shared/refusal.ts'

export interface CommandDoor {
  now(): Instant
  /** Whether a point is in the territory served. */
  within(point: LonLat): boolean
  /** Where a distress call without a position is put: the crew's last known one. */
  lastPosition(crewId: CrewId): LonLat | null
  /** What lies at a point, for a crew that cannot ask. */
  placeAt(point: LonLat): PointAddress
  /** What crews may take with them. */
  fleet: Fleet
}

const LONGEST_PROBLEM = 500

/** The command in what a socket sent, or why there is none. */
export function readCommand(
  raw: unknown,
  door: CommandDoor,
): SentCommand | Extract<Refusal, { code: 'invalid' }> {
  const parsed = sentCommandSchema.safeParse(raw)
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
    return { code: 'invalid', problem: problems.join('; ').slice(0, LONGEST_PROBLEM) }
  }
  const sent = parsed.data
  const problem = placeOutside(sent, door) ?? unknownOutfit(sent, door)
  if (problem !== null) return { code: 'invalid', problem }
  return { ...sent, ...givenAt(sent, door.now()), command: located(sent.command, door) }
}

/** A distress call is never refused for its place: a crew may be in danger anywhere. */
function placeOutside({ command }: SentCommand, { within }: CommandDoor): string | null {
  if (command.type === 'close_street') {
    const inside = pointsOf(command.shape).some(([lon, lat]) => within({ lon, lat }))
    return inside ? null : 'command.shape: no point of it is in the territory served'
  }
  if (!('position' in command) || command.type === 'raise_distress') return null
  const { position } = command
  if (position === null || within(position)) return null
  const { lon, lat } = position
  const swapped = Math.abs(lon) <= 90 && within({ lon: lat, lat: lon })
  const why = swapped ? 'lon and lat look swapped' : 'the point is outside the territory served'
  return `command.position: lon ${lon}, lat ${lat}: ${why}`
}

/** A vehicle or a piece of equipment that the town does not have. */
function unknownOutfit({ command }: SentCommand, { fleet }: CommandDoor): string | null {
  const { vehicle = null, equipment = [] } = outfitIn(command)
  const known = new Set([...fleet.vehicles, ...fleet.equipment].map(({ code }) => code))
  if (vehicle !== null && !known.has(vehicle)) return `command.vehicle: there is no ${vehicle} in the fleet`
  const unknown = equipment.find((code) => !known.has(code))
  return unknown === undefined ? null : `command.equipment: there is no ${unknown} in the fleet`
}

function outfitIn(command: SentCommand['command']): Pick<CommandOf<'come_on_duty'>, 'vehicle' | 'equipment'> {
  switch (command.type) {
    case 'come_on_duty':
    case 'change_outfit':
    case 'take_over':
      return command
    case 'register_crew':
      return command.crew
    default:
      return {}
  }
}

/** Nothing was given after it came in: on a device whose clock is ahead, it was given at that moment. */
function givenAt({ deviceAt }: SentCommand, now: Instant): { deviceAt?: Instant } {
  return deviceAt === undefined ? {} : { deviceAt: instant(Math.min(deviceAt, now)) }
}

function located(
  command: SentCommand['command'],
  { lastPosition, placeAt }: CommandDoor,
): SentCommand['command'] {
  if (command.type === 'raise_distress' && command.position === null)
    return { ...command, position: lastPosition(command.crewId) }
  if (command.type === 'report_on_view' && command.address === null && command.district === null) {
    const { nearest, district } = placeAt(command.position)
    return { ...command, address: nearest?.label ?? null, district: district?.code ?? null }
  }
  return command
}

import { type SentCommand, sentCommandSchema } from '../../../shared/command.ts'
import type { Actor } from '../../../shared/event.ts'
import type { Instant } from '../../../shared/instant.ts'
import type { CommandHandler } from '../../command/handle.ts'
import { derivedId } from '../../derived-id.ts'
import type { Device, DeviceProtocol } from '../../session/devices.ts'
import type { SecretLookup } from '../../session/secret-lookup.ts'
import { RequestThrottle } from '../../session/throttle.ts'
import type { PositionIntake } from '../position-intake.ts'
import type { DeviceMessage } from './device-message.ts'

export interface DeviceDoorDependencies {
  devices: Pick<SecretLookup<Device>, 'find'>
  intake: Pick<PositionIntake, 'takeAll' | 'lastOf'>
  handler: CommandHandler
  now: () => Instant
  /** One line in the log; it tells no secret, no place and no crew. */
  onDropped(what: string, about: Readonly<Record<string, string | number>>): void
}

/** What becomes of a message; `later`: the device must send it again, having sent too much or met a server that cannot store. */
export type DeviceVerdict = 'taken' | 'unknown' | 'later'

const MESSAGES_A_MINUTE = 1_200
/** The newest points of a message; a telephone that was away for a day brings fewer. */
const MOST_POINTS = 20_000

/** Takes what devices tell, under any protocol: fixes of the crew that the device is bound to, and calls for help. */
export class DeviceDoor {
  private readonly throttle = new RequestThrottle()

  constructor(private readonly dependencies: DeviceDoorDependencies) {}

  /** Rejects while the database is away: the device keeps its message and comes back. */
  async take(protocol: DeviceProtocol, message: DeviceMessage): Promise<DeviceVerdict> {
    const { devices, intake, now, onDropped } = this.dependencies
    const device = message.secret === null ? undefined : await devices.find(message.secret)
    if (device?.protocol !== protocol) {
      onDropped('a message of a device that is not known, or not any more, was dropped', { protocol })
      return 'unknown'
    }
    if (this.throttle.wait(device.id, MESSAGES_A_MINUTE, now()) > 0) return 'later'
    const fixes = message.fixes.slice(-MOST_POINTS)
    const dropped = message.unusable + message.fixes.length - fixes.length
    if (dropped > 0) onDropped('points of a device could not be used', { device: device.id, points: dropped })
    intake.takeAll(device, fixes)
    return message.sos === null ? 'taken' : this.callForHelp(device, message.sos)
  }

  /** The same alarm told twice is one call. A call is never refused for its place, or for having none. */
  private async callForHelp(
    device: Device,
    { at, position }: NonNullable<DeviceMessage['sos']>,
  ): Promise<DeviceVerdict> {
    const { handler, intake, now, onDropped } = this.dependencies
    const alarm = `${device.id} ${at}`
    const sent: SentCommand = sentCommandSchema.parse({
      id: derivedId('command', alarm),
      deviceAt: Math.min(Math.trunc(at), now()),
      command: {
        type: 'raise_distress',
        crewId: device.crewId,
        ticketId: derivedId('ticket', alarm),
        position: position ?? intake.lastOf(device.crewId),
      },
    })
    const answer = await handler.submit(sent, actorOf(device))
    if (answer.status === 'accepted') return 'taken'
    const { code } = answer.refusal
    onDropped('a call for help changed nothing', { device: device.id, refusal: code })
    return code === 'unavailable' || code === 'failed' ? 'later' : 'taken'
  }
}

function actorOf({ id, callSign, crewId }: Device): Actor {
  return { id: `device:${id}`, role: 'crew', label: callSign, crewId }
}

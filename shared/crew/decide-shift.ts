import type { Board } from '../board.ts'
import type { CommandOf } from '../command.ts'
import type { Decision } from '../decision.ts'
import type { Refusal } from '../refusal.ts'
import type { Crew } from './crew.ts'
import { holderOf } from './fleet.ts'
import { dutyMachine } from './machine.ts'
import { isSameOutfit, type VehicleCode } from './outfit.ts'

/** What a command on the shift of a crew that is on duty causes. Its duty and its assignments stay as they are. */
export function decideShift(
  board: Board,
  crew: Crew,
  command: CommandOf<'change_outfit' | 'hand_over' | 'take_over'>,
): Decision {
  const { id: crewId, callSign, duty } = crew
  if (dutyMachine[duty][command.type] === 'refuse') return { code: 'duty_refused', callSign, duty }
  if (command.type === 'hand_over') {
    const noteId = command.text === null ? null : command.noteId
    return [{ type: 'shift_handed_over', crewId, noteId }]
  }
  const { members, vehicle, equipment } = command
  const outfit = { members, vehicle, equipment }
  if (command.type === 'take_over' && !awaitsTakeOver(crew)) return { code: 'no_hand_over', callSign }
  if (command.type === 'change_outfit' && isSameOutfit(outfit, crew)) return { code: 'nothing_changes' }
  const type = command.type === 'take_over' ? 'shift_taken_over' : 'outfit_changed'
  return vehicleTaken(board, crew, vehicle) ?? [{ type, crewId, ...outfit }]
}

/** Whether a team has left and the next has not said yet that it took over. */
export function awaitsTakeOver({ handOver }: Pick<Crew, 'handOver'>): boolean {
  return handOver !== null && handOver.takenAt === null
}

/** A vehicle is with one crew on duty only: the refusal names it; null where `crew` may have it. */
export function vehicleTaken(
  board: Board,
  crew: Pick<Crew, 'id'>,
  vehicle: VehicleCode | null,
): Extract<Refusal, { code: 'vehicle_taken' }> | null {
  const holder = vehicle === null ? undefined : holderOf(vehicle, board.crews.values(), crew.id)
  if (vehicle === null || holder === undefined) return null
  return { code: 'vehicle_taken', vehicle, callSign: holder.callSign }
}

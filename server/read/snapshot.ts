import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { Board } from '../../shared/board.ts'
import type { CrewId } from '../../shared/id.ts'
import type { Instant } from '../../shared/instant.ts'
import { PROTOCOL_VERSION, type Snapshot } from '../../shared/protocol/live.ts'
import { type LiveBoard, viewOfCrew } from '../broadcast/live-board.ts'

const compress = promisify(gzip)

/** The snapshot of what a session may see, as it stands now: the whole board, or one crew's part of it. */
export function snapshotOf(live: LiveBoard, crewId: CrewId | null, now: Instant): Snapshot {
  const board: Board = crewId === null ? live.board : viewOfCrew(live.board, crewId)
  return {
    protocol: PROTOCOL_VERSION,
    logId: live.logId,
    seq: live.seq,
    at: now,
    tickets: [...board.tickets.values()],
    crews: [...board.crews.values()],
    assignments: [...board.assignments.values()],
    closures: [...board.closures.values()],
    catalogueVersion: board.catalogueVersion,
    people: [...board.people.values()],
    turns: [...board.turns.values()],
    callOuts: [...board.callOuts.values()],
  }
}

/** The whole board as compressed JSON, made once for each `seq` however many consoles come back at once. */
export class CompressedSnapshot {
  private made: { seq: number; body: Promise<Buffer> } | null = null

  constructor(
    private readonly live: LiveBoard,
    private readonly now: () => Instant,
  ) {}

  get(): Promise<Buffer> {
    if (this.made?.seq !== this.live.seq) {
      const json = JSON.stringify(snapshotOf(this.live, null, this.now()))
      this.made = { seq: this.live.seq, body: compress(json, { level: 5 }) }
    }
    return this.made.body
  }
}

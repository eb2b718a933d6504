import { type Board, boardOf } from '../../shared/board.ts'
import type { Database } from '../db/pool.ts'
import { readConsistently } from '../db/transaction.ts'
import { readHead } from '../event-log/head.ts'
import { loadOpenAssignments } from '../projection/assignment.ts'
import { loadCallOutsOfOpen } from '../projection/call-out.ts'
import { loadCatalogueVersion } from '../projection/catalogue.ts'
import { loadOpenClosures } from '../projection/closure.ts'
import { loadAllCrews } from '../projection/crew.ts'
import { loadPeople, loadRota } from '../projection/on-call.ts'
import { loadOpenTickets } from '../projection/ticket.ts'

/** The live board just after event `seq` of the log `logId`. */
export interface BoardAt {
  logId: string
  seq: number
  board: Board
}

/** Reads the live board and its `seq` on one snapshot of the database, so that they belong together. */
export async function readBoard(database: Database): Promise<BoardAt> {
  return readConsistently(database, async (connection) => {
    const { rows } = await connection.query<{ id: string }>('select id from log')
    const head = await readHead(connection)
    const tickets = await loadOpenTickets(connection)
    const crews = await loadAllCrews(connection)
    const assignments = await loadOpenAssignments(connection)
    const closures = await loadOpenClosures(connection)
    const people = await loadPeople(connection)
    const turns = await loadRota(connection)
    const callOuts = await loadCallOutsOfOpen(connection)
    const catalogueVersion = await loadCatalogueVersion(connection)
    const board = boardOf({
      tickets,
      crews,
      assignments,
      closures,
      people,
      turns,
      callOuts,
      catalogueVersion,
    })
    return { logId: rows[0]?.id ?? '', seq: head.seq, board }
  })
}

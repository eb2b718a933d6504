import type { Board } from '../../shared/board.ts'
import type { TicketDetail } from '../../shared/protocol/ticket.ts'
import { fetchCatalogue } from '../feed/session.ts'
import { screen, takeCatalogue } from '../store/screen-store.ts'

const RETRY_MS = 2_000
const reading = new Set<number>()

/** The catalogues that a board is read with: the one in force, those that its tickets and their reports were taken with. */
export function cataloguesOf(board: Board, details: Iterable<TicketDetail> = []): Set<number> {
  const wanted = new Set([board.catalogueVersion])
  for (const { catalogueVersion } of board.tickets.values()) wanted.add(catalogueVersion)
  for (const { reports } of details)
    for (const { asked } of reports) if (asked !== null) wanted.add(asked.catalogueVersion)
  return wanted
}

/** Reads those that this screen does not have yet, each once, until it comes: they never change. */
export function readMissingCatalogues(): void {
  const { board, details, feed, catalogues } = screen.getState()
  if (feed.logId === null) return
  for (const version of cataloguesOf(board, details.values())) {
    if (catalogues.get(version) === undefined && !reading.has(version)) read(version)
  }
}

async function read(version: number): Promise<void> {
  reading.add(version)
  const catalogue = await fetchCatalogue(version).catch(() => null)
  if (catalogue !== null) takeCatalogue(version, catalogue)
  else await new Promise((settle) => setTimeout(settle, RETRY_MS))
  reading.delete(version)
  if (catalogue === null && screen.getState().session !== null) readMissingCatalogues()
}

/** Reads a catalogue that this screen does not have yet; rejects where it does not come. */
export async function readCatalogue(version: number): Promise<void> {
  if (screen.getState().catalogues.get(version) !== undefined) return
  takeCatalogue(version, await fetchCatalogue(version))
}

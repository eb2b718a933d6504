import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sentCommandSchema } from '../../shared/command.ts'
import type { Actor } from '../../shared/event.ts'
import { instant } from '../../shared/instant.ts'
import { HOLE, NOISE, published } from '../../shared/test-board.ts'
import { GroupCommit } from '../command/handle.ts'
import { WriterConnection } from '../command/writer-connection.ts'
import { createTestDatabase, type TestDatabase } from '../db/test-database.ts'
import { readAfter } from '../event-log/read-after.ts'
import { verifyLog } from '../event-log/verify.ts'
import { loadDraft, loadPublications, publishFirst, saveDraft } from '../projection/catalogue.ts'
import { findTicket } from '../projection/ticket.ts'
import { readBoard } from '../read/board.ts'
import { KeptCatalogues } from './kept-catalogues.ts'

const words = { fr: 'Mots', en: 'Words' }
const actor: Actor = { id: 'a', role: 'administrator', label: 'Administration', crewId: null }
const holding = (...services: (typeof NOISE)[]) => ({
  families: [...new Set(services.map(({ family }) => family))].map((code) => ({ code, name: words })),
  agencies: [...new Set(services.map(({ agency }) => agency))].map((code) => ({
    code,
    name: words,
    kind: 'police' as const,
  })),
  services,
})
const first = holding(NOISE)
const second = holding({ ...NOISE, priority: 1 }, HOLE)

describe('the publications of the catalogue', () => {
  let database: TestDatabase
  const connections: WriterConnection[] = []
  const faults: unknown[] = []

  /** A writer as another server process has it, with what it read when it started. */
  async function writer(): Promise<(command: object) => ReturnType<GroupCommit['submit']>> {
    const connection = new WriterConnection(database.url)
    connections.push(connection)
    const handler = new GroupCommit({
      connection,
      catalogues: await KeptCatalogues.open(database.pool),
      now: () => instant(Date.now()),
      onFault: (error) => faults.push(error),
      onCommitted: () => {},
    })
    return (command) => handler.submit(sentCommandSchema.parse({ id: randomUUID(), command }), actor)
  }
  const receive = (serviceCode: string, ticketId: string = randomUUID()) => ({
    type: 'receive_ticket',
    ticketId,
    serviceCode,
    position: null,
    address: 'Quai de Tounis',
    district: null,
    channel: 'phone',
    report: { id: randomUUID(), description: 'x', firstName: null, lastName: null, phone: null, email: null },
  })
  const versionOf = async (number: number | null) =>
    (await findTicket(database.pool, { number: number ?? 0 }))?.catalogueVersion
  const numberOf = async (answered: ReturnType<GroupCommit['submit']>) => {
    const answer = await answered
    return answer.status === 'accepted' ? answer.ticketNumber : null
  }

  beforeAll(async () => {
    database = await createTestDatabase()
  })
  afterAll(async () => {
    for (const connection of connections) await connection.close()
    await database.drop()
  })

  it('[CT-9] begin with the first, once, and are never changed', async () => {
    await publishFirst(database.pool, first)
    await publishFirst(database.pool, second)
    expect(await loadPublications(database.pool, 0)).toMatchObject([{ version: 1, catalogue: first }])
    for (const change of ["update catalogue set published_by = 'x'", 'delete from catalogue'])
      await expect(database.pool.query(change)).rejects.toThrow(/never changed: version 1/)
    expect((await readBoard(database.pool)).board.catalogueVersion).toBe(1)
  })

  it('[CT-11] reach every process with the next ticket, which keeps its own; older ones keep theirs', async () => {
    const [one, other] = [await writer(), await writer()]
    const early = await numberOf(other(receive('NOISE')))
    const draft = { basedOn: 1, catalogue: second, revision: randomUUID(), by: 'Admin' }
    expect(await saveDraft(database.pool, { ...draft, after: null })).toBe(true)
    expect(await loadDraft(database.pool)).toMatchObject(draft)
    expect(await one({ type: 'publish_catalogue', after: 1, catalogue: second })).toMatchObject({
      status: 'accepted',
      ticketNumber: null,
    })
    expect(await loadDraft(database.pool)).toBeUndefined()
    const [late, new_] = [await numberOf(other(receive('NOISE'))), await numberOf(other(receive('HOLE')))]
    expect([await versionOf(early), await versionOf(late), await versionOf(new_)]).toEqual([1, 2, 2])
    expect(await findTicket(database.pool, { number: late ?? 0 })).toMatchObject({ priority: 1 })
    const told = await readAfter(database.pool, 0, 100)
    expect(told.filter(({ event }) => event.type === 'catalogue_published')).toMatchObject([
      { event: { catalogueVersion: 2 }, actor: { label: 'Administration' } },
    ])
    expect(JSON.stringify(told)).not.toContain('Mots')
    expect((await readBoard(database.pool)).board.catalogueVersion).toBe(2)
    expect(faults).toEqual([])
  })

  it('[CT-11] are in force for what is decided behind them in the same commit', async () => {
    const send = await writer()
    const third = holding(NOISE, { ...HOLE, code: 'CRATER' })
    const answers = await Promise.all([
      send({ type: 'publish_catalogue', after: 2, catalogue: third }),
      send(receive('CRATER')),
      send({ type: 'publish_catalogue', after: 2, catalogue: third }),
    ])
    expect(answers).toMatchObject([
      { status: 'accepted' },
      { status: 'accepted' },
      { status: 'refused', refusal: { code: 'catalogue_changed', catalogueVersion: 3 } },
    ])
    expect(faults).toEqual([])
  })

  it('[CT-11] leave a log that verifies', async () => {
    expect(await verifyLog(database.pool, [])).toMatchObject({ firstBreak: null })
  })

  it('[CT-9] that are in memory are asked of nobody', async () => {
    const kept = new KeptCatalogues(published(NOISE))
    await kept.readUpTo(1, { query: () => Promise.reject(new Error('asked')) } as never)
    expect(() => kept.inForce({ catalogueVersion: 2 })).toThrow(/Version 2/)
  })
})

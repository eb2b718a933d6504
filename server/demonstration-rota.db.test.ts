import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '../shared/event.ts'
import { DAY, HOUR, type Instant, instant, MINUTE } from '../shared/instant.ts'
import { holes, overlaps } from '../shared/on-call/rota.ts'
import { onCallDomains } from '../shared/on-call/turn.ts'
import { onCallWeeks } from '../shared/on-call/week.ts'
import { published } from '../shared/test-board.ts'
import { LiveBoard } from './broadcast/live-board.ts'
import { KeptCatalogues } from './catalogue/kept-catalogues.ts'
import { type Deployment, loadDeployment } from './city/deployment.ts'
import { GroupCommit } from './command/handle.ts'
import { WriterConnection } from './command/writer-connection.ts'
import { createTestDatabase, type TestDatabase } from './db/test-database.ts'
import { ensureRota } from './demonstration-rota.ts'
import { projectPath } from './project.ts'
import { loadContacts } from './projection/on-call.ts'
import { readBoard } from './read/board.ts'

const FOLDER = projectPath('fixtures/toulouse/')
const SYSTEM: Actor = { id: 'demonstration', role: 'system', label: 'Démonstration', crewId: null }

describe('the rota of the demonstration', () => {
  let database: TestDatabase
  let connection: WriterConnection
  let live: LiveBoard
  let deployment: Deployment
  let now: Instant = instant(Date.parse('2026-11-27T06:00Z'))

  beforeAll(async () => {
    database = await createTestDatabase()
    connection = new WriterConnection(database.url)
    live = new LiveBoard(await readBoard(database.pool))
    deployment = await loadDeployment(FOLDER)
  })
  afterAll(async () => {
    await connection.close()
    await database.drop()
  })

  async function start(at: Instant): Promise<void> {
    now = at
    const handler = new GroupCommit({
      connection,
      catalogues: new KeptCatalogues(published()),
      now: () => now,
      onFault: (error) => {
        throw error
      },
      onCommitted: (events) => live.fold(events),
    })
    await ensureRota({ handler, cityFolder: FOLDER, deployment, now, actor: SYSTEM })
    await handler.drain()
  }
  const shown = () => {
    const weeks = onCallWeeks(now, 6, deployment.onCall.changeOver, deployment.timeZone)
    return { from: now, until: weeks.at(-1)?.until ?? now }
  }
  const found = () =>
    onCallDomains.flatMap((domain) => holes([...live.board.turns.values()], domain, shown()))

  it('[OC-18] covers the weeks that are shown, with one hole of a night, and nobody twice', async () => {
    await start(now)
    expect(found().map(({ from, until }) => (until - from) / HOUR)).toEqual([20])
    expect(overlaps([...live.board.turns.values()], shown())).toEqual([])
    const contacts = await loadContacts(database.pool)
    expect(contacts.length).toBe(live.board.people.size)
    // Numbers that no telephone in France will ever have.
    for (const { phone } of contacts) expect(phone).toMatch(/^06 39 98 \d\d \d\d$/)
  })

  it('[OC-18] adds the weeks to come when it starts again, and nothing twice', async () => {
    const { size } = live.board.turns
    const { seq } = live
    await start(instant(now + HOUR))
    expect([live.seq, live.board.turns.size]).toEqual([seq, size])
    await start(instant(now + 14 * DAY))
    expect(live.seq).toBe(seq + 2)
    expect(found().length).toBe(1)
    expect(overlaps([...live.board.turns.values()], shown())).toEqual([])
  })

  it('[OC-18] has one hole whenever it is looked at, as its weeks come round', async () => {
    for (let week = 0; week <= 6; week += 1) {
      const [span] = onCallWeeks(
        instant(Date.parse('2026-11-27T12:00Z') + week * 7 * DAY),
        1,
        deployment.onCall.changeOver,
        deployment.timeZone,
      )
      if (span === undefined) throw new Error('There is no week.')
      await start(span.from)
      for (now = span.from; now < span.until; now = instant(now + 8 * HOUR)) expect(found().length).toBe(1)
      now = instant(span.until - MINUTE)
      expect(found().length).toBe(1)
    }
  })
})

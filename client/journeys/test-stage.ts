import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { z } from 'zod'
import { createTestDatabase, type TestDatabase } from '../../server/db/test-database.ts'
import { type Outage, openOutage } from '../../server/db/test-outage.ts'
import { startServer } from '../../server/server-process.ts'
import { type Message, TestGateway } from '../../server/simulation/local-gateway.ts'
import { snapshotSchema } from '../../shared/protocol/live.ts'
import type { Ticket } from '../../shared/ticket/ticket.ts'
import { enter, openBrowser, type Visit, type VisitOptions, visit } from './browser.ts'
import { openPast, type Past } from './test-day.ts'

/** Wide enough for every panel; low, since each pixel of a map costs where there is no graphics card. */
export const CONSOLE = { width: 1600, height: 720 }
export const TABLET = { width: 1180, height: 820, at: { lon: 1.4523, lat: 43.5962 } }

const SECRET = 'a secret of the two'

const simulationSchema = z.object({ apiKey: z.string() })
const madeSchema = z.array(z.object({ service_request_id: z.string() })).length(1)

/** A server of the demonstration, without simulated callers or crews, and the people who come to its screens. */
export interface Stage {
  url: string
  /** What people on call were sent, oldest first. */
  messages: readonly Message[]
  /** Takes the server's database away, and brings it back; or keeps it from answering. */
  database: Pick<Outage, 'cut' | 'mend' | 'hold' | 'release'>
  /** Opens a page, which nobody has entered. */
  visit(options: VisitOptions, at?: string): Promise<Page>
  /** Opens a page and enters with one of the demonstration's accounts. */
  person(account: string, options: VisitOptions, at?: string): Promise<Page>
  /** Posts a request and returns what screens call its ticket, « F-12 ». */
  post(fields: Record<string, string>): Promise<string>
  /** A ticket as the server tells it to the session of a page. */
  ticketAs(page: Page, number: number): Promise<Ticket | undefined>
  /** Fails where a page reported an error of its own. */
  noErrors(): void
  /** Everyone leaves. */
  clear(): Promise<void>
  close(): Promise<void>
}

/** `before` lets things have happened when the server starts. */
export async function openStage(before?: (past: Past) => Promise<void>): Promise<Stage> {
  const database = await createTestDatabase()
  if (before !== undefined) await inThePast(database, before)
  const outage = await openOutage(database.url)
  const messages: Message[] = []
  const gateway = new TestGateway(SECRET, (message) => messages.push(message))
  const environment = {
    VIGIE_GATEWAY: await gateway.listen(),
    VIGIE_GATEWAY_INSIDE: '1',
    VIGIE_GATEWAY_SECRET: SECRET,
    VIGIE_PUBLIC_URL: 'http://localhost:8080',
  }
  const server = await startServer(outage.url, { environment })
  const url = server.ready.address
  const browser = await openBrowser()
  let visits: Visit[] = []
  const come = async (options: VisitOptions, at = url) => {
    const visitor = await visit(browser, at, options)
    visits.push(visitor)
    return visitor
  }
  const clear = async () => {
    await Promise.all(browser.contexts().map((context) => context.close()))
    visits = []
  }
  return {
    url,
    messages,
    database: outage,
    visit: async (options, at) => (await come(options, at)).page,
    person: async (account, options, at) => {
      const visitor = await come(options, at)
      await enter(visitor, account)
      return visitor.page
    },
    post: async (fields) => {
      const { apiKey } = simulationSchema.parse(server.ready.simulation)
      const place = { lat: '43.6005', long: '1.4450', ...fields }
      const response = await fetch(`${url}/open311/v2/requests.json`, {
        method: 'POST',
        body: new URLSearchParams({ api_key: apiKey, ...place }),
      })
      expect(response.status).toBe(201)
      const [made] = madeSchema.parse(await response.json())
      return `F-${Number(made?.service_request_id.split('-')[2])}`
    },
    ticketAs: async (page, number) => {
      const snapshot = snapshotSchema.parse(await (await page.request.get(`${url}/api/snapshot`)).json())
      return snapshot.tickets.find((ticket) => ticket.number === number)
    },
    noErrors: () => expect(visits.flatMap(({ errors }) => errors)).toEqual([]),
    clear,
    close: async () => {
      await clear()
      await server.stop()
      await gateway.close()
      await outage.close()
      await database.drop()
    },
  }
}

async function inThePast(database: TestDatabase, before: (past: Past) => Promise<void>): Promise<void> {
  const past = await openPast(database)
  await before(past)
  await past.close()
}

export async function comeOnDuty(tablet: Page, callSign: string): Promise<void> {
  await tablet.getByRole('button', { name: callSign }).click()
  await tablet.getByRole('button', { name: 'Prendre le service' }).click()
  await tablet.getByText('En attente d’engagement').waitFor()
}

/** A ticket's row in the queue. */
export function row(page: Page, reference: string) {
  return page.locator(`[data-ticket="${reference.slice(2)}"]`)
}

/**
 * Stops a page's clock, and what waits on it for ten seconds or more, while something is done, seen and taken back: a slow
 * machine may take longer to show what was done than it can be taken back.
 */
export async function withClockStopped(page: Page, act: () => Promise<void>): Promise<void> {
  const start = await page.evaluateHandle(() => {
    const { now } = Date
    const { setTimeout: later } = window
    const stopped = now()
    Date.now = () => stopped
    const sooner = (run: () => void, wait = 0) => (wait < 10_000 ? later(run, wait) : 0)
    Object.assign(window, { setTimeout: sooner })
    return () => {
      Date.now = now
      window.setTimeout = later
    }
  })
  await act()
  await start.evaluate((again) => again())
}

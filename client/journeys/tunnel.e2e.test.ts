import { randomUUID } from 'node:crypto'
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { projectPath } from '../../server/project.ts'
import { DoorClient } from '../../server/simulation/door-client.ts'
import { openRelay, type Relay } from '../../server/test-relay.ts'
import { assignmentIdSchema } from '../../shared/id.ts'
import { PROTOCOL_VERSION } from '../../shared/protocol/live.ts'
import { ticketDetailSchema } from '../../shared/protocol/ticket.ts'
import { comeOnDuty, openStage, type Stage, TABLET } from './test-stage.ts'
import { TestTablet } from './test-tablet.ts'

/** A busy browser hears the server's time so much late, by which it corrects its own: what it did stands as much earlier. */
const HEARD_LATE = 10_000
const SERVICE_WORKER = projectPath('dist/client/service-worker.js')

describe('a crew’s tablet in a tunnel', () => {
  let stage: Stage
  let cable: Relay
  let tablet: TestTablet
  let post: DoorClient
  beforeAll(async () => {
    stage = await openStage()
  })
  beforeEach(async () => {
    const { hostname: host, port } = new URL(stage.url)
    cable = await openRelay({ host, port: 0 }, { host, port: Number(port) })
    tablet = new TestTablet(`http://localhost:${cable.port}`)
    post = new DoorClient(stage.url)
    await post.login({ userName: 'poste1', password: 'demonstration' })
    await post.connect()
  })
  afterEach(async () => {
    post.close()
    await tablet.close()
    await cable.close()
  })
  afterAll(() => stage.close())

  /** A crew on duty whose application is on its device, with a ticket to go to. */
  async function dispatched(callSign: string) {
    const page = await tablet.open('/')
    await page.getByRole('button', { name: /Équipage/ }).click()
    await comeOnDuty(page, callSign)
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
    const number = Number((await stage.post({ service_code: 'NID_DE_POULE' })).slice(2))
    await expect.poll(() => find(number)).toBeDefined()
    const ticketId = find(number)?.id
    const crew = [...post.board.crews.values()].find((one) => one.callSign === callSign)
    if (ticketId === undefined || crew === undefined) throw new Error('There is no ticket or no crew.')
    const assignmentId = assignmentIdSchema.parse(randomUUID())
    const sent = await post.send({
      type: 'dispatch_crew',
      assignmentId,
      ticketId,
      crewId: crew.id,
      mode: 'send',
      alongside: [],
      suggestion: null,
    })
    expect(sent.status).toBe('accepted')
    await step(page, 'Reçu')
    await page.locator('.tablet-sent', { hasText: 'Envoyé' }).waitFor()
    return { page, ticketId, assignmentId }
  }
  const find = (number: number) => [...post.board.tickets.values()].find((one) => one.number === number)
  const step = (page: Page, name: string) => page.locator('.tablet-next', { hasText: name }).first().click()

  it('[OF-7] [OF-3] [OF-6] network off, browser killed, network back: the log is what was done', async () => {
    const { page, ticketId, assignmentId } = await dispatched('VOIRIE 1')
    await cable.cut()
    await step(page, 'En route')
    await page.locator('.tablet-next', { hasText: 'Sur place' }).first().waitFor()
    const beforeScene = Date.now()
    await step(page, 'Sur place')
    await page.locator('.tablet-steps .unheard', { hasText: 'Sur place' }).waitFor()
    const onScene = Date.now()
    await page.getByRole('button', { name: 'Message' }).click()
    await page.getByRole('textbox').fill('Deux cônes posés.')
    await page.getByRole('button', { name: 'Envoyer' }).click()
    await page.locator('.tablet-sent', { hasText: 'En attente (3)' }).waitFor()
    await tablet.hasCookies()
    await tablet.kill()

    // The post hears « en route » by radio meanwhile: the tablet's own will be refused.
    const heard = await post.send({ type: 'go_en_route', assignmentId })
    expect(heard.status).toBe('accepted')

    const again = await tablet.open('/crew')
    await again.locator('.tablet-sent', { hasText: 'En attente (3)' }).waitFor()
    await again.locator('.tablet-steps .unheard', { hasText: 'Sur place' }).waitFor()
    await again.getByText('Deux cônes posés.').waitFor()
    await again.getByText(/Hors réseau depuis/).waitFor()
    await step(again, 'Mis en sécurité')
    await again.locator('.tablet-sent', { hasText: 'En attente (4)' }).waitFor()
    const mendedAt = Date.now()
    await cable.mend()

    await again.locator('.tablet-sent', { hasText: 'Refusé (1)' }).waitFor()
    await again.getByText('« En route », dit à').waitFor()
    await again.getByRole('button', { name: 'Compris' }).click()
    await again.locator('.tablet-sent', { hasText: 'Envoyé' }).waitFor()
    const { events, notes, assignments } = ticketDetailSchema.parse(
      await (await post.request('GET', `/api/tickets/${ticketId}`)).json(),
    )
    expect(events.map(({ event }) => event.type)).toEqual([
      'ticket_received',
      'crew_dispatched',
      'assignment_acknowledged',
      'crew_en_route',
      'crew_on_scene',
      'note_added',
      'spot_secured',
    ])
    expect(notes.map(({ text }) => text)).toEqual(['Deux cônes posés.'])
    const scene = events.find(({ event }) => event.type === 'crew_on_scene')
    // The instant of the finger on the device, however slow that was; written down once the network was back.
    expect(scene?.deviceAt).toBeGreaterThanOrEqual(beforeScene - HEARD_LATE)
    expect(scene?.deviceAt).toBeLessThanOrEqual(onScene)
    expect(scene?.at).toBeGreaterThanOrEqual(mendedAt)
    // Never before « en route », which the post wrote down after it.
    const [assignment] = assignments
    expect(assignment?.stepsAt.on_scene).toBeGreaterThanOrEqual(assignment?.stepsAt.en_route ?? Infinity)
    expect(tablet.errors).toEqual([])
  })

  it('[OF-9] a page of another version says so, sends nothing and keeps what waits', async () => {
    const page = await stage.person('Équipage', TABLET)
    const later = { protocol: PROTOCOL_VERSION + 1, wonders: [] }
    await page.route('**/api/snapshot', (route) => route.fulfill({ json: later }))
    await page.getByRole('button', { name: 'VOIRIE 2' }).click()
    await page.getByText('Cette page est plus ancienne que le serveur').waitFor()
    await stage.clear()
  })

  it('[OF-10] a newer version of the application is taken, and what waited goes out', async () => {
    const { page } = await dispatched('VOIRIE 2')
    const before = readFileSync(SERVICE_WORKER)
    try {
      await stage.database.cut()
      await step(page, 'En route')
      await page.locator('.tablet-sent', { hasText: 'En attente (1)' }).waitFor()
      appendFileSync(SERVICE_WORKER, '\n// a newer version\n')
      await page.evaluate(async () => void (await (await navigator.serviceWorker.ready).update()))
      await page.getByText('Nouvelle version prête').waitFor()
      const loaded = page.waitForEvent('load')
      await page.getByRole('button', { name: 'Mettre à jour' }).click()
      await loaded
      await page.locator('.tablet-sent', { hasText: 'En attente (1)' }).waitFor()
      await stage.database.mend()
      await page.locator('.tablet-sent', { hasText: 'Envoyé' }).waitFor()
      await expect
        .poll(() => [...post.board.assignments.values()].map(({ status }) => status))
        .toContain('en_route')
    } finally {
      writeFileSync(SERVICE_WORKER, before)
    }
    expect(tablet.errors).toEqual([])
  })
})

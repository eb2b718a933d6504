import { connect, createServer, type Server, type Socket } from 'node:net'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { createTestDatabase, type TestDatabase } from '../../server/db/test-database.ts'
import type { Ready } from '../../server/ready.ts'
import { type Started, startServer } from '../../server/server-process.ts'
import { citySchema, snapshotSchema } from '../../shared/protocol.ts'
import { enter, openBrowser, type Visit, type VisitOptions, visit } from './browser.ts'

/** Wide enough for every panel; low, since each pixel of a map costs where there is no graphics card. */
const CONSOLE = { width: 1600, height: 720 }
const TABLET = { width: 1180, height: 820, at: { lon: 1.4523, lat: 43.5962 } }
const simulationSchema = z.object({ apiKey: z.string() })

describe('journeys through the screens', () => {
  let database: TestDatabase
  let server: Started<Ready>
  let browser: Browser
  let url: string
  let visits: Visit[] = []

  beforeAll(async () => {
    database = await createTestDatabase()
    server = await startServer(database.url)
    url = server.ready.address
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser.close()
    await server.stop()
    await database.drop()
  })

  afterEach(async () => {
    await Promise.all(visits.map(({ context }) => context.close()))
    visits = []
  })

  async function person(account: string, options: VisitOptions, at = url): Promise<Page> {
    const entered = await visit(browser, at, options)
    visits.push(entered)
    await enter(entered, account)
    return entered.page
  }

  async function post(fields: Record<string, string>): Promise<string> {
    const { apiKey } = simulationSchema.parse(server.ready.simulation)
    const place = { lat: '43.6005', long: '1.4450', ...fields }
    const response = await fetch(`${url}/open311/v2/requests.json`, {
      method: 'POST',
      body: new URLSearchParams({ api_key: apiKey, ...place }),
    })
    expect(response.status).toBe(201)
    const [made] = z.array(z.object({ service_request_id: z.string() })).parse(await response.json())
    return `F-${Number(made?.service_request_id.split('-')[2])}`
  }

  async function comeOnDuty(tablet: Page, callSign: string): Promise<void> {
    await tablet.getByRole('button', { name: callSign }).click()
    await tablet.getByRole('button', { name: 'Prendre le service' }).click()
    await tablet.getByText('En attente d’engagement').waitFor()
  }

  const row = (page: Page, reference: string) => page.locator(`[data-ticket="${reference.slice(2)}"]`)
  const noErrors = () => expect(visits.flatMap(({ errors }) => errors)).toEqual([])

  it('[J-1] a ticket is posted, appears, the proposed crew is sent with one key, and its status comes back', async () => {
    const tablet = await person('Équipage', TABLET)
    await comeOnDuty(tablet, 'ALPHA 3')
    const post1 = await person('Poste 1', CONSOLE)
    const reference = await post({ service_code: 'RIXE', description: 'Bagarre devant un bar.' })
    await row(post1, reference).click()
    await post1.getByText('Bagarre devant un bar.').waitFor()
    await post1.locator('.suggestion.first').filter({ hasText: 'ALPHA 3' }).waitFor()
    await post1.keyboard.press('1')
    await post1.getByText('ALPHA 3 engagé.').waitFor()

    await tablet.getByRole('heading', { name: 'Rixe sur la voie publique' }).waitFor()
    const arrival = tablet.locator('.tablet-arrival')
    await arrival.filter({ hasText: /min.*par la route, arrivée/ }).waitFor()
    for (const step of ['Reçu', 'En route', 'Sur place']) {
      await tablet.locator('.tablet-next').filter({ hasText: step }).click()
      await row(post1, reference).filter({ hasText: 'ALPHA 3' }).waitFor()
    }
    await post1.locator('.engaged-status').filter({ hasText: 'sur place' }).waitFor()
    await arrival.waitFor({ state: 'detached' })
    await tablet.locator('.tablet-next').filter({ hasText: 'Terminé' }).click()
    await tablet.getByRole('button', { name: 'réglé' }).click()
    await tablet.getByText('En attente d’engagement').waitFor()
    await row(post1, reference).waitFor({ state: 'detached' })
    noErrors()
  })

  it('[J-2] two posts see what each other looks at, and never send twice', async () => {
    const tablet = await person('Équipage', { ...TABLET, at: { lon: 1.4452, lat: 43.6001 } })
    await comeOnDuty(tablet, 'ALPHA 1')
    const [one, two] = [await person('Poste 1', CONSOLE), await person('Poste 2', CONSOLE)]
    const reference = await post({ service_code: 'ALARME_SONORE', description: 'Alarme sans fin.' })
    for (const page of [one, two]) await row(page, reference).click()
    await one.getByText('Poste 2 regarde cette fiche').waitFor()
    for (const page of [one, two]) await page.locator('.suggestion.first').waitFor()
    await Promise.all([one.keyboard.press('1'), two.keyboard.press('1')])
    const refused = (page: Page) => page.getByText(/Déjà engagé par Poste [12] à/).first()
    await Promise.any([refused(one).waitFor(), refused(two).waitFor()])
    await expect.poll(() => one.locator('.engaged-crew').count()).toBe(1)
    noErrors()
  })

  it('[J-3] works by keyboard alone: choose, send, undo, note, priority, recall, help', async () => {
    const page = await person('Poste 1', CONSOLE)
    const tablet = await person('Équipage', { ...TABLET, at: { lon: 1.4386, lat: 43.6024 } })
    await comeOnDuty(tablet, 'ALPHA 5')
    const reference = await post({ service_code: 'ACCES_POMPIERS', lat: '43.6021', long: '1.4380' })
    await row(page, reference).waitFor()
    await page.keyboard.press('Home')
    while ((await row(page, reference).getAttribute('aria-current')) !== 'true')
      await page.keyboard.press('ArrowDown')
    await page.locator('.suggestion.first').filter({ hasText: 'ALPHA 5' }).waitFor()
    await page.keyboard.press('1')
    await page.locator('.engaged-crew').waitFor()
    await page.keyboard.press('Control+z')
    await page.getByText('Envoi de ALPHA 5 annulé.').waitFor()
    await page.keyboard.press('n')
    await page.keyboard.type('Le gardien attend devant.')
    await page.keyboard.press('Enter')
    await page.locator('.ticket-log').getByText('Le gardien attend devant.').waitFor()
    await page.keyboard.press('Escape')
    await page.keyboard.press('p')
    await page.keyboard.press('1')
    await page.getByText('Priorité changée de P2 à P1').first().waitFor()
    await page.locator('.suggestion.first').filter({ hasText: 'ALPHA 5' }).waitFor()
    await page.keyboard.press('1')
    await page.locator('.engaged-crew').waitFor()
    await page.keyboard.press('r')
    await page.getByRole('dialog').waitFor()
    await page.keyboard.press('3')
    await page.locator('.engaged-crew').waitFor({ state: 'detached' })
    await page.keyboard.press('?')
    await page.getByRole('dialog', { name: 'Clavier' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    noErrors()
  })

  it('[J-7] a crew that speaks by radio is written down for, and what was ended by mistake is opened again', async () => {
    const page = await person('Poste 1', CONSOLE)
    await page.getByText('À jour').first().waitFor()
    await page.keyboard.press('/')
    await page.keyboard.type('moto 2')
    await page.getByRole('option', { name: /prend le service/ }).click()
    await page.locator('.crew-cell').filter({ hasText: 'MOTO 2' }).waitFor()
    const reference = await post({ service_code: 'OCCUPATION_HALL', description: 'Hall fermé.' })
    await row(page, reference).click()
    await page.keyboard.press('/')
    await page.keyboard.type(`d moto 2 ${reference.slice(2)}`)
    await page.keyboard.press('Enter')
    const engaged = page.locator('.engaged-crew').filter({ hasText: 'MOTO 2' })
    for (const said of ['reçu', 'en route', 'sur place']) {
      await engaged.waitFor()
      await page.keyboard.press('s')
      // Not on the button, which says what comes next.
      await engaged.locator('.engaged-status').filter({ hasText: said }).waitFor()
    }
    await page.keyboard.press('s')
    await page.getByRole('dialog', { name: /MOTO 2, Terminé/ }).waitFor()
    await page.keyboard.press('4')
    await engaged.waitFor({ state: 'detached' })
    await page.keyboard.press('q')
    await page.keyboard.type('tapage')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Tapage nocturne' }).waitFor()
    await page.keyboard.press('c')
    await page.keyboard.press('2')
    await row(page, reference).waitFor({ state: 'detached' })
    await page.keyboard.press('Control+z')
    await row(page, reference).waitFor()
    await page.keyboard.press('j')
    await page.getByRole('dialog', { name: 'Fil de la main courante' }).getByText('Fiche rouverte').waitFor()
    noErrors()
  })

  // Before J-8, which leaves a ticket on this very bridge: a click on a ticket is a click at its place.
  it('[J-9] a post closes a bridge: who is nearest by road changes, and changes back once it is open again', async () => {
    const eastOfPontNeuf = { lon: 1.441, lat: 43.5996 }
    const avenueDeMuret = { lon: 1.433, lat: 43.591 }
    for (const [callSign, at] of [
      ['VOIRIE 1', eastOfPontNeuf],
      ['VOIRIE 2', avenueDeMuret],
    ] as const)
      await comeOnDuty(await person('Équipage', { ...TABLET, at }), callSign)
    // As large as the desk's: keys move the map by its size.
    const page = await person('Poste 1', { width: 1920, height: 1080 })
    await page.getByText('À jour').first().waitFor()
    // Just west of the bridge.
    const place = { lat: '43.5979', long: '1.4332' }
    const reference = await post({ service_code: 'OBSTACLE_CHAUSSEE', description: 'Arbre tombé.', ...place })
    await row(page, reference).click()
    const first = (callSign: string) =>
      page.locator('.suggestion.first').filter({ hasText: callSign }).waitFor()
    await first('VOIRIE 1')

    await page.keyboard.press('b')
    const closed = page.getByRole('region', { name: 'Rues fermées', exact: true })
    await closed.getByText('Aucune rue n’est fermée.').waitFor()
    // What is proposed gives way to what is drawn.
    await page.getByText(/^Distance.*(59|6[01]).m$/).waitFor()
    await page.keyboard.press('0')
    await clickMap(page, { lon: 1.4396, lat: 43.59934 })
    await clickMap(page, { lon: 1.4379, lat: 43.59897 })
    await page.getByText(/^Distance.*14\d.m$/).waitFor()
    await page.keyboard.press('Enter')
    const stretch = page.getByRole('dialog', { name: 'Fermer ce tronçon' })
    await stretch.getByText(`Pour la fiche ${reference}`).waitFor()
    await page.keyboard.press('2')
    await page.keyboard.press('9')
    await page.keyboard.press('Enter')
    await stretch.waitFor({ state: 'detached' })
    await first('VOIRIE 2')
    await page.keyboard.press('b')
    await closed.getByText('accident').waitFor()
    await closed.getByText('sans fin, par Poste 1').waitFor()
    await closed.getByRole('button', { name: /^Rouvrir/ }).click()
    await closed.getByText('Aucune rue n’est fermée.').waitFor()
    await first('VOIRIE 1')

    // By keyboard alone, a zone around the bridge; what was drawn is still there for whoever comes back.
    await page.keyboard.press('Escape')
    await page.keyboard.press('b')
    await page.getByText(/^Distance.*(59|6[01]).m$/).waitFor()
    await page.keyboard.press('0')
    for (const key of ['ArrowLeft', 'ArrowDown', 'Enter', 'ArrowDown', 'Enter', 'ArrowLeft', 'Enter'])
      await page.keyboard.press(key)
    const zone = page.getByRole('dialog', { name: 'Fermer cette zone' })
    await page.keyboard.press('Shift+Enter')
    await zone.waitFor()
    await page.keyboard.press('Escape')
    await zone.waitFor({ state: 'detached' })
    await page.keyboard.press('Shift+Enter')
    await zone.waitFor()
    await page.keyboard.press('Enter')
    await page.getByText('Rue fermée : travaux.').waitFor()
    await first('VOIRIE 2')
    await page.keyboard.press('Control+z')
    await first('VOIRIE 1')

    // The stretch that the ticket proposes, accepted as it is; told in its log, and opened from its panel.
    const ofTicket = page.getByRole('region', { name: 'Rues fermées pour cette fiche' })
    await ofTicket.getByRole('button', { name: 'Fermer la rue…' }).click()
    await page.getByText(/^Distance.*(59|6[01]).m$/).waitFor()
    await page.keyboard.press('Enter')
    await stretch.waitFor()
    await page.keyboard.press('Enter')
    await ofTicket.getByText('travaux, par Poste 1').waitFor()
    const log = page.locator('.ticket-log')
    await expect.poll(() => log.getByText('Rue fermée').count()).toBe(3)
    await ofTicket.getByRole('button', { name: 'Rouvrir' }).click()
    await expect.poll(() => log.getByText('Rue rouverte').count()).toBe(3)
    noErrors()
  })

  it('[J-8] a post finds a place, makes a ticket there, and locates by its address a ticket that has no place', async () => {
    const page = await person('Poste 1', CONSOLE)
    const field = page.getByRole('combobox')
    await page.getByText('À jour').first().waitFor()
    await page.keyboard.press('/')
    await page.keyboard.type('bd LAZARÉ carnot')
    const street = page.getByRole('option', { name: /^Boulevard Lazare Carnot/ })
    await street.waitFor()
    while ((await street.getAttribute('aria-selected')) !== 'true') await field.press('ArrowDown')
    await field.press('Enter')
    const make = page.getByRole('button', { name: /Créer une fiche ici.*Boulevard Lazare Carnot/ })
    await page.locator('.place-mark').filter({ hasText: 'Boulevard Lazare Carnot' }).waitFor()
    await expect.poll(() => make.evaluate((button) => button === document.activeElement)).toBe(true)
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog', { name: 'Nouvelle fiche' })
    await dialog.waitFor()
    await page.keyboard.type('verre')
    await page.keyboard.press('Enter')
    await page.keyboard.type('Éclats devant la fontaine, signalés par ALPHA.')
    // What is written is still there for whoever comes back.
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    await make.press('Enter')
    expect(await dialog.getByLabel('Description').inputValue()).toBe(
      'Éclats devant la fontaine, signalés par ALPHA.',
    )
    expect(await dialog.getByLabel('Adresse').inputValue()).toBe('Boulevard Lazare Carnot')
    await dialog.getByLabel('Description').press('Control+Enter')
    await dialog.waitFor({ state: 'detached' })
    await page.getByText('Éclats devant la fontaine, signalés par ALPHA.').waitFor()
    const made = page.locator('.queue-row[aria-current=true]')
    await made.filter({ hasText: 'Boulevard Lazare Carnot' }).waitFor()
    const ticket = await ticketAs(page, Number(await made.getAttribute('data-ticket')))
    expect(ticket).toMatchObject({ address: 'Boulevard Lazare Carnot', channel: 'patrol' })
    expect(ticket?.position?.lon).toBeCloseTo(1.4517, 3)
    expect(ticket?.position?.lat).toBeCloseTo(43.6024, 3)

    const reference = await post({
      service_code: 'VERRE_BRISE',
      lat: '',
      long: '',
      address_string: 'vers le pont, je crois',
    })
    await row(page, reference).click()
    await page.keyboard.press('l')
    await expect.poll(() => field.inputValue()).toBe('vers le pont, je crois')
    await field.fill('pont neuf')
    await page
      .getByRole('option', { name: /^Pont Neuf/ })
      .first()
      .click()
    await page.getByText(`${reference} localisée.`).waitFor()
    await row(page, reference).filter({ hasText: 'Pont Neuf' }).waitFor()
    const located = await ticketAs(page, Number(reference.slice(2)))
    expect(located?.address).toMatch(/Pont Neuf/)
    expect(located?.position?.lon).toBeCloseTo(1.4385, 2)
    noErrors()
  })

  /** Clicks a place on a map that shows the whole city, as it does when it is opened. */
  async function clickMap(page: Page, { lon, lat }: { lon: number; lat: number }): Promise<void> {
    const { center, zoom } = citySchema.parse(await (await page.request.get(`${url}/api/city`)).json())
    const box = await page.locator('.map-canvas').boundingBox()
    if (box === null) throw new Error('there is no map')
    const world = 512 * 2 ** zoom
    const down = (degrees: number) => Math.log(Math.tan(Math.PI / 4 + (degrees * Math.PI) / 360))
    const x = box.x + box.width / 2 + ((lon - center[0]) * world) / 360
    const y = box.y + box.height / 2 - ((down(lat) - down(center[1])) * world) / (2 * Math.PI)
    await page.mouse.click(x, y)
  }

  /** A ticket as the server tells it to the session of a page. */
  async function ticketAs(page: Page, number: number) {
    const snapshot = snapshotSchema.parse(await (await page.request.get(`${url}/api/snapshot`)).json())
    return snapshot.tickets.find((ticket) => ticket.number === number)
  }

  it('[J-4] a console cut from the network for 30 s says so in words, and catches up by itself', async () => {
    const cable = await cableTo(Number(new URL(url).port))
    const page = await person('Poste 2', CONSOLE, `http://localhost:${cable.port}`)
    await page.getByText('À jour').first().waitFor()
    cable.cut()
    const reference = await post({ service_code: 'MUSIQUE_AMPLIFIEE', description: 'Sono sur les quais.' })
    await page.getByText(/En retard de \d+.s, rattrapage en cours/).waitFor({ timeout: 15_000 })
    await page.getByText(/Liaison perdue depuis/).waitFor({ timeout: 40_000 })
    expect(await row(page, reference).count()).toBe(0)
    cable.mend()
    await row(page, reference).waitFor({ timeout: 15_000 })
    await page.getByText('À jour').first().waitFor()
    await page.getByText(/Liaison perdue depuis/).waitFor({ state: 'detached' })
    await cable.close()
    noErrors()
  })

  it('[J-5] a distress takes every post over until one takes it in charge', async () => {
    const tablet = await person('Équipage', { ...TABLET, at: { lon: 1.46, lat: 43.595 } })
    await comeOnDuty(tablet, 'BRAVO 12')
    const page = await person('Poste 1', CONSOLE)
    const chief = await person('Chef', CONSOLE)
    const button = tablet.getByRole('button', { name: /Détresse/ })
    await button.dispatchEvent('pointerdown')
    await tablet.getByText('Détresse transmise').waitFor()
    await page.getByRole('button', { name: /Prendre en charge/ }).waitFor()
    await page.keyboard.press('Enter')
    await chief.getByText(/Prise en charge par Poste 1/).waitFor()
    await chief.getByRole('button', { name: 'Fin de détresse' }).click()
    await chief.getByLabel(/Motif obligatoire/).fill('voix entendue, tout va bien')
    await chief.getByRole('button', { name: 'Confirmer' }).click()
    await page.locator('.distress-bar').waitFor({ state: 'detached' })
    noErrors()
  })

  it('[J-6] passes axe on the login page, the console (dark and light) and the tablet', async () => {
    const login = await visit(browser, url, CONSOLE)
    visits.push(login)
    const pages = [login.page, await person('Poste 1', CONSOLE), await person('Équipage', TABLET)]
    const [, console_] = pages
    await pages[2]?.getByRole('button', { name: 'MOTO 1' }).waitFor()
    const reference = await post({ service_code: 'TAPAGE_NOCTURNE', description: 'Fête au troisième.' })
    if (console_ !== undefined) await row(console_, reference).click()
    await console_?.locator('.ticket-log').waitFor()
    for (const page of pages) expect(await violations(page)).toEqual([])
    await console_?.getByRole('button', { name: 'Thème clair' }).click()
    await console_?.waitForTimeout(300)
    expect(console_ && (await violations(console_))).toEqual([])
  })
})

async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page }).analyze()
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`)
}

interface Cable {
  port: number
  cut(): void
  mend(): void
  close(): Promise<void>
}

/** A way to the server that can be cut: what is on it is dropped, and what comes is not answered. */
async function cableTo(serverPort: number): Promise<Cable> {
  const ends = new Set<Socket>()
  let whole = true
  const cable: Server = createServer((near) => {
    if (!whole) {
      near.destroy()
      return
    }
    const far = connect(serverPort, '127.0.0.1')
    for (const [end, other] of [
      [near, far],
      [far, near],
    ] as const) {
      ends.add(end)
      end.on('error', () => other.destroy())
      end.on('close', () => {
        ends.delete(end)
        other.destroy()
      })
      end.pipe(other)
    }
  })
  const port = await new Promise<number>((settle) => {
    cable.listen(0, '127.0.0.1', () => {
      const address = cable.address()
      settle(typeof address === 'object' && address !== null ? address.port : 0)
    })
  })
  return {
    port,
    cut: () => {
      whole = false
      for (const end of ends) end.destroy()
    },
    mend: () => {
      whole = true
    },
    close: () =>
      new Promise((settle) => {
        for (const end of ends) end.destroy()
        cable.close(() => settle())
      }),
  }
}

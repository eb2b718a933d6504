import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { citySchema } from '../../shared/protocol/city.ts'
import { CONSOLE, comeOnDuty, openStage, row, type Stage, TABLET, withClockStopped } from './test-stage.ts'

describe('a city under the dispatcher’s hand', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await openStage()
  })
  afterEach(() => stage.clear())
  afterAll(() => stage.close())

  /** Clicks a place on a map that shows the whole city, as it does when it is opened. */
  async function clickMap(page: Page, { lon, lat }: { lon: number; lat: number }): Promise<void> {
    const { center, zoom } = citySchema.parse(await (await page.request.get(`${stage.url}/api/city`)).json())
    const box = await page.locator('.map-canvas').boundingBox()
    if (box === null) throw new Error('there is no map')
    const world = 512 * 2 ** zoom
    const down = (degrees: number) => Math.log(Math.tan(Math.PI / 4 + (degrees * Math.PI) / 360))
    const x = box.x + box.width / 2 + ((lon - center[0]) * world) / 360
    const y = box.y + box.height / 2 - ((down(lat) - down(center[1])) * world) / (2 * Math.PI)
    await page.mouse.click(x, y)
  }

  // Before J-8, which leaves a ticket on this very bridge: a click on a ticket is a click at its place.
  it('[J-9] a post closes a bridge: who is nearest by road changes, and changes back once it is open again', async () => {
    const eastOfPontNeuf = { lon: 1.441, lat: 43.5996 }
    const avenueDeMuret = { lon: 1.433, lat: 43.591 }
    for (const [callSign, at] of [
      ['VOIRIE 1', eastOfPontNeuf],
      ['VOIRIE 2', avenueDeMuret],
    ] as const)
      await comeOnDuty(await stage.person('Équipage', { ...TABLET, at }), callSign)
    // As large as the desk's: keys move the map by its size.
    const page = await stage.person('Poste 1', { width: 1920, height: 1080 })
    await page.getByText('À jour').first().waitFor()
    // Just west of the bridge.
    const place = { lat: '43.5979', long: '1.4332' }
    const reference = await stage.post({
      service_code: 'OBSTACLE_CHAUSSEE',
      description: 'Arbre tombé.',
      ...place,
    })
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
    // A browser that is busy may have the dialog's key still in hand: a person presses again.
    const opened = async () =>
      zone.waitFor({ timeout: 5_000 }).then(
        () => true,
        () => false,
      )
    await page.keyboard.press('Shift+Enter')
    if (!(await opened())) await page.keyboard.press('Shift+Enter')
    await zone.waitFor()
    await withClockStopped(page, async () => {
      await page.keyboard.press('Enter')
      await page.getByText('Rue fermée : travaux.').waitFor()
      await first('VOIRIE 2')
      await page.keyboard.press('Control+z')
      await first('VOIRIE 1')
    })

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
    stage.noErrors()
  })

  it('[J-8] a post finds a place, makes a ticket there, and locates by its address a ticket that has no place', async () => {
    const page = await stage.person('Poste 1', CONSOLE)
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
    await page.keyboard.type('obstacle')
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
    const ticket = await stage.ticketAs(page, Number(await made.getAttribute('data-ticket')))
    expect(ticket).toMatchObject({ address: 'Boulevard Lazare Carnot', channel: 'patrol' })
    expect(ticket?.position?.lon).toBeCloseTo(1.4517, 3)
    expect(ticket?.position?.lat).toBeCloseTo(43.6024, 3)

    const reference = await stage.post({
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
    const located = await stage.ticketAs(page, Number(reference.slice(2)))
    expect(located?.address).toMatch(/Pont Neuf/)
    expect(located?.position?.lon).toBeCloseTo(1.4385, 2)
    stage.noErrors()
  })
})

import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { worked } from './test-day.ts'
import { silentOnScene } from './test-silence.ts'
import { CONSOLE, openStage, row, type Stage, TABLET } from './test-stage.ts'

const CARMES = { lon: 1.4449, lat: 43.5981 }
/** Half an hour, by the first and last fix of a span. */
const STOOD = /^Arrêt de (29|30)\s/
const NORTH = { longitude: 1.4449, latitude: 43.6011, accuracy: 6 }

describe('a crew that is followed', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await openStage(async (past) => {
      await silentOnScene(past, 20)
      const crewId = await past.crew('BRAVO 7')
      await past.say(100, { type: 'come_on_duty', crewId, members: 3 })
      const ticket = { serviceCode: 'TAPAGE_NOCTURNE', lon: 1.438, lat: 43.607, address: 'Rue Pargaminières' }
      await worked(past, { crewId, ...ticket }, [50, 49, 29])
    })
  })
  afterEach(() => stage.clear())
  afterAll(() => stage.close())

  // First: five minutes without a word more, and the call of ALPHA 3 too is every post's.
  it('[WC-10] is called where it is silent: by the dispatcher first, then by every post; one key says it answered', async () => {
    const post = await stage.person('Poste 1', CONSOLE)
    const chief = await stage.person('Chef', CONSOLE)
    const check = (page: Page) => page.locator('.welfare-check').filter({ hasText: 'ALPHA 3' })
    const alarm = (page: Page) => page.locator('.welfare-alarm').filter({ hasText: 'BRAVO 7' })
    await check(post)
      .getByText(/sans nouvelles depuis 2\d/)
      .waitFor()
    for (const page of [post, chief]) await alarm(page).getByText('SANS NOUVELLES', { exact: true }).waitFor()
    expect(await check(chief).count()).toBe(0)
    expect(await violations(post)).toEqual([])

    await chief.keyboard.press('o')
    for (const page of [post, chief]) await alarm(page).waitFor({ state: 'detached' })
    await check(post)
      .getByRole('button', { name: /Contacté/ })
      .click()
    await check(post).waitFor({ state: 'detached' })
    await post.getByText('ALPHA 3 : contact confirmé.').waitFor()
    await row(post, 'F-2002').click()
    await post.locator('.ticket-log').getByText('Contact confirmé avec ALPHA 3').waitFor()
    await post.locator('.crew-cell').filter({ hasText: 'BRAVO 7' }).click()
    const line = post.locator('.crew-line').filter({ hasText: /Contact confirmé.*par Chef/ })
    await line.waitFor()
    expect(await post.locator('.crew-cell.overdue').count()).toBe(0)
    stage.noErrors()
  })

  it('[FC-8] [FC-9] is opened from the board or its ticket, with its day, and the map stays with it until it is let go', async () => {
    const tablet = await stage.person('Équipage', { ...TABLET, at: CARMES })
    await tablet.getByRole('button', { name: 'ALPHA 3' }).click()
    const page = await stage.person('Poste 1', CONSOLE)
    await row(page, 'F-2002').click()
    await page.locator('.engaged-crew').getByRole('button', { name: 'ALPHA 3', exact: true }).click()
    const panel = page.locator('.crew-panel')
    await panel.getByText(STOOD).first().waitFor()
    await panel.getByText(/Position.*à 6.m près/).waitFor()
    for (const said of [
      /Prend le service.*Mégane/,
      /Envoyé.*F-2001/,
      /Terminé.*réglé.*F-2001/,
      /Sur place.*F-2002/,
    ])
      await panel.locator('.crew-line').filter({ hasText: said }).first().waitFor()
    expect(await violations(page)).toEqual([])

    // By keyboard: from the board, to the day, to the map.
    await page.keyboard.press('Escape')
    await panel.waitFor({ state: 'detached' })
    await page.locator('.crew-cell').filter({ hasText: 'ALPHA 3' }).focus()
    await page.keyboard.press('Enter')
    await panel.getByText(STOOD).first().waitFor()
    await page.keyboard.press('v')
    const chip = page.locator('.follow-chip')
    await chip.getByText('ALPHA 3').waitFor()
    await expect.poll(() => offCentre(page)).toBeLessThan(40)
    await tablet.context().setGeolocation(NORTH)
    await expect.poll(() => seenLately(page), { timeout: 45_000 }).toBe(true)
    await expect.poll(() => offCentre(page), { timeout: 45_000 }).toBeLessThan(40)

    await dragMap(page)
    await chip.waitFor({ state: 'detached' })
    await page.keyboard.press('v')
    await chip.waitFor()
    await page.keyboard.press('Escape')
    await chip.waitFor({ state: 'detached' })
    await panel.waitFor()
    await page.keyboard.press('Escape')
    await panel.waitFor({ state: 'detached' })
    await page.getByRole('heading', { name: 'Tapage nocturne' }).waitFor()

    const { x, y } = await drawnAt(page)
    await page.mouse.click(x, y)
    await panel.getByRole('heading', { name: 'ALPHA 3' }).waitFor()
    stage.noErrors()
  })
})

/** Where ALPHA 3 is drawn on the page, in px: its label stands 14 px on its right. */
async function drawnAt(page: Page): Promise<{ x: number; y: number }> {
  const tag = await page.locator('.tag').filter({ hasText: 'ALPHA 3' }).boundingBox()
  if (tag === null) throw new Error('ALPHA 3 has a label.')
  return { x: tag.x - 14, y: tag.y + tag.height / 2 }
}

/** How far from the middle of the map that is. */
async function offCentre(page: Page): Promise<number> {
  const { x, y } = await drawnAt(page)
  const map = await page.locator('.map').boundingBox()
  if (map === null) throw new Error('There is a map.')
  return Math.hypot(x - map.x - map.width / 2, y - map.y - map.height / 2)
}

/** Whether the position of the panel is of the tablet's last move. */
async function seenLately(page: Page): Promise<boolean> {
  return /Position.*il y a [0-9]\D/.test((await page.locator('.crew-facts').textContent()) ?? '')
}

async function dragMap(page: Page): Promise<void> {
  const map = await page.locator('.map').boundingBox()
  if (map === null) throw new Error('There is a map.')
  const [x, y] = [map.x + map.width * 0.3, map.y + map.height * 0.7]
  await page.mouse.move(x, y)
  await page.mouse.down()
  await page.mouse.move(x + 120, y - 40, { steps: 6 })
  await page.mouse.up()
}

async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page }).analyze()
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`)
}

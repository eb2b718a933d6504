import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { instant } from '../../shared/instant.ts'
import { dayAt } from '../../shared/on-call/calendar.ts'
import { violations } from './axe.ts'
import { CONSOLE, openStage, type Stage, withClockStopped } from './test-stage.ts'

const townDay = () => dayAt(instant(Date.now()), 'Europe/Paris')

describe('the list of a city service', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await openStage()
  })
  afterAll(() => stage.close())

  it('[HO-13] [DU-20] has what is its own from the start; by keyboard it takes one, closes it, and gives another back', async () => {
    // What is due first is on top, though it came last.
    const second = await stage.post({ service_code: 'ENCOMBRANTS', lat: '43.6105' })
    const first = await stage.post({ service_code: 'VERRE_BRISE', description: 'une bouteille' })
    const page = await stage.person('Propreté', { width: 1366, height: 768 })
    const list = page.getByRole('navigation', { name: 'Liste de travail' })
    await list.getByRole('region', { name: 'À prendre' }).getByText(second).waitFor()
    expect(await violations(page)).toEqual([])

    await page.keyboard.press('ArrowDown')
    await page.getByRole('region', { name: first }).getByText('une bouteille').waitFor()
    await page.keyboard.press('p')
    await page.getByRole('dialog').getByText('Autre date').waitFor()
    expect(await violations(page)).toEqual([])
    await page.keyboard.press('2')
    await list.getByRole('region', { name: 'En cours' }).getByText(first).waitFor()
    await page.getByText('Prise en charge, échéance').waitFor()
    const day = townDay()
    await page.keyboard.press('c')
    await page.keyboard.press('1')
    await list.getByRole('region', { name: 'En cours' }).getByText(first).waitFor({ state: 'detached' })
    const closed = list.getByRole('region', { name: 'Closes aujourd’hui' }).getByText(first)
    // Closed before midnight it is not of the day after.
    await expect.poll(async () => townDay() > day || (await closed.count()) === 1).toBe(true)

    // Someone else tells of the same thing, a little farther than would join by itself.
    const third = await stage.post({ service_code: 'ENCOMBRANTS', lat: '43.61075' })
    await list.getByText(third).click()
    await page.getByRole('region', { name: 'Sans doute le même' }).getByText('score').waitFor()
    expect(await violations(page)).toEqual([])
    await withClockStopped(page, async () => {
      await page.keyboard.press('a')
      await page.getByRole('region', { name: second }).getByText('2 signalements').waitFor()
      await expect.poll(() => list.getByText(third).count()).toBe(0)
      await page.keyboard.press('Control+z')
      await list.getByText(third).waitFor()
    })
    await page.keyboard.press('a')
    await page.getByRole('button', { name: `Séparer ${third}` }).click()
    await list.getByText(third).waitFor()

    await list.getByText(second).click()
    await page.keyboard.press('r')
    await page.keyboard.press('1')
    await page.getByText('Cette fiche n’est plus dans votre liste.').waitFor()

    const post = await stage.person('Poste 1', CONSOLE)
    await post.locator('.queue-row').getByText('Encombrants').click()
    await post.getByText('Rendue par Propreté').waitFor()
    expect(await post.locator('.queue-row').getByText('Verre brisé').count()).toBe(0)
    stage.noErrors()
  })
})

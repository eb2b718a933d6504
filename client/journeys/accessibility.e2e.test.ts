import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { violations } from './axe.ts'
import { CONSOLE, comeOnDuty, openStage, row, type Stage, TABLET } from './test-stage.ts'

describe('what a screen says to those who do not see it', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await openStage()
  })
  afterEach(() => stage.clear())
  afterAll(() => stage.close())

  it('[J-6] passes axe on the login page, the console (dark and light) and the tablet', async () => {
    const pages = [
      await stage.visit(CONSOLE),
      await stage.person('Poste 1', CONSOLE),
      await stage.person('Équipage', TABLET),
    ] as const
    const [, console_, tablet] = pages
    await tablet.getByRole('button', { name: 'MOTO 1' }).waitFor()
    const reference = await stage.post({ service_code: 'TAPAGE_NOCTURNE', description: 'Fête au troisième.' })
    await row(console_, reference).click()
    await console_.locator('.ticket-log').waitFor()
    for (const page of pages) expect(await violations(page)).toEqual([])
    await console_.getByRole('button', { name: 'Thème clair' }).click()
    expect(await violations(console_)).toEqual([])
  })

  it('[J-10] the tablet passes axe on duty, in both themes and both orientations, and in each of its sheets', async () => {
    const tablet = await stage.person('Équipage', TABLET)
    await comeOnDuty(tablet, 'VOIRIE 1')
    const checked = async (what: string) => expect(await violations(tablet), what).toEqual([])
    for (const theme of ['sombre', 'clair']) {
      await checked(`waiting, ${theme}`)
      await tablet.locator('.tablet-sent').click()
      await checked(`outbox, ${theme}`)
      await tablet.getByRole('button', { name: 'Retour' }).click()
      await tablet.getByRole('button', { name: /, le service/ }).click()
      await checked(`shift, ${theme}`)
      await tablet.getByRole('button', { name: 'Équipe et matériel' }).click()
      await checked(`outfit, ${theme}`)
      await tablet.getByRole('button', { name: /Changer de véhicule/ }).click()
      await checked(`vehicles, ${theme}`)
      await tablet.getByRole('button', { name: 'Retour' }).click()
      await tablet.getByRole('button', { name: 'Signaler' }).click()
      await checked(`kinds, ${theme}`)
      await tablet.locator('.tablet-kinds button').first().click()
      await checked(`report, ${theme}`)
      await tablet.getByRole('button', { name: 'Retour' }).click()
      if (theme === 'sombre') await tablet.getByRole('button', { name: 'Thème clair' }).click()
    }
    await tablet.getByRole('button', { name: 'Signaler' }).click()
    await tablet.locator('.tablet-kinds button').first().click()
    await tablet.getByRole('button', { name: 'Signaler ici' }).click()
    await tablet.locator('.tablet-next').first().waitFor()
    await checked('on scene, light')
    await tablet.setViewportSize({ width: TABLET.height, height: TABLET.width })
    await checked('on scene, upright')
    await tablet.getByRole('button', { name: 'Thème sombre' }).click()
    await checked('on scene, upright, dark')
    stage.noErrors()
  })

  it('[FD-12] the figures of the day pass axe in both themes, show no day as another, and say where there is nothing or it failed', async () => {
    await stage.post({ service_code: 'TAPAGE_NOCTURNE', description: 'Fête au troisième.' })
    const page = await stage.person('Chef de salle', CONSOLE, `${stage.url}/supervisor`)
    await page.getByRole('heading', { name: 'Délais' }).waitFor()
    const shown = page.locator('.figures-of h2')
    const today = (await shown.textContent()) ?? ''
    expect(await page.getByRole('table', { name: 'Par heure' }).getByRole('row').count()).toBeGreaterThan(22)
    expect(await violations(page), 'dark').toEqual([])
    await page.getByRole('button', { name: 'Thème clair' }).click()
    expect(await violations(page), 'light').toEqual([])
    // Two days back, since the request may be of before midnight.
    await page.getByRole('button', { name: 'Jours précédents' }).click()
    await shown.filter({ hasNotText: today }).waitFor()
    const before = (await shown.textContent()) ?? ''
    await page.getByRole('button', { name: 'Jours précédents' }).click()
    await shown.filter({ hasNotText: before }).waitFor()
    await page.getByText('Aucun signalement ces jours-là.').waitFor()
    expect(await shown.textContent()).not.toBe(today)
    expect(await violations(page), 'empty').toEqual([])
    await page.route('**/api/figures?*', (route) => route.abort())
    await page.getByRole('button', { name: 'Jours précédents' }).click()
    await page.getByText('Les chiffres n’ont pas pu être lus.').waitFor()
    expect(await shown.count()).toBe(0)
    expect(await violations(page), 'failed').toEqual([])
    await page.unroute('**/api/figures?*')
    await page.getByRole('button', { name: 'Réessayer' }).click()
    await shown.waitFor()
    stage.noErrors()
  })

  it('[DL-12] what could not be delivered passes axe in both themes, is asked about before harm, and says where there is nothing or it failed', async () => {
    const page = await stage.person('Chef de salle', CONSOLE, `${stage.url}/supervisor/deliveries`)
    await page.getByText('Aucun envoi en échec.').waitFor()
    expect(await violations(page), 'empty').toEqual([])
    const failed = { ticketId: null, ticketNumber: 2042, channel: 'open311', at: Date.now(), tries: 12 }
    const agency = { code: 'grdf', name: { fr: 'GRDF', en: 'GRDF (gas)' } }
    const job = { ...failed, id: '00000001-0000-4000-8000-000000000001', kind: 'delivery', agency }
    const jobs = [{ ...job, problem: 'list_unreadable', isOver: false }]
    await page.route('**/api/jobs/given-up', (route) => route.fulfill({ json: { jobs, trying: 1 } }))
    await page.reload()
    await page.getByText('peut-être déjà reçue').waitFor()
    expect(await violations(page), 'dark').toEqual([])
    await page.getByRole('button', { name: 'Thème clair' }).click()
    expect(await violations(page), 'light').toEqual([])
    await page.getByRole('button', { name: /^Réessayer/ }).press('Enter')
    await page.getByRole('dialog').getByText('Vérifiez auprès de lui').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: /^Abandonner/ }).press('Enter')
    await page.getByRole('button', { name: 'Reprendre au PC Radio' }).waitFor()
    expect(await violations(page), 'abandon').toEqual([])
    await page.getByRole('button', { name: 'Garder' }).click()
    await page.getByRole('link', { name: 'Console' }).click()
    expect(await page.getByRole('link', { name: '1 envoi en échec' }).textContent()).toContain('1')
    await page.unroute('**/api/jobs/given-up')
    await page.route('**/api/jobs/given-up', (route) => route.abort())
    await page.goto(`${stage.url}/supervisor/deliveries`)
    await page.getByText('La liste n’a pas pu être lue.').waitFor()
    expect(await violations(page), 'failed').toEqual([])
  })
})

import { readFile } from 'node:fs/promises'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { violations } from './axe.ts'
import { CONSOLE, openStage, type Stage } from './test-stage.ts'

describe('the rota of who is on call', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await openStage()
  })
  afterEach(() => stage.clear())
  afterAll(() => stage.close())

  async function openOnCall(account: string) {
    const page = await stage.person(account, CONSOLE)
    await page.locator('.top-post summary').click()
    await page.getByRole('button', { name: 'Astreinte' }).click()
    const dialog = page.getByRole('dialog', { name: 'Astreinte' })
    await dialog.locator('.on-call-phone').first().waitFor()
    return { page, dialog }
  }

  it('[OC-17] a supervisor finds a hole, fills it, hands a part of a turn over, and takes both back', async () => {
    const { page, dialog } = await openOnCall('Chef')
    const problems = dialog.locator('.rota-problems')
    await problems.getByText(/Éclairage.: personne n’est d’astreinte (jeu|ven)\./).waitFor()
    expect(await violations(page)).toEqual([])

    await problems.getByRole('button', { name: /Combler/ }).click()
    const form = dialog.getByRole('region', { name: 'Nouveau tour d’astreinte' })
    expect(await violations(page)).toEqual([])
    await form.getByLabel('Personne').selectOption('Karim Lespinasse')
    await form.getByRole('button', { name: 'Ajouter' }).click()
    await problems.getByText('Ni trou ni double emploi').waitFor()
    await dialog.locator('.on-call-said').filter({ hasText: 'Tour ajouté.' }).waitFor()
    await dialog.getByRole('button', { name: /Annuler/ }).click()
    await problems.getByText(/Éclairage.: personne n’est d’astreinte/).waitFor()

    const watch = dialog.getByRole('button', { name: /Cadres, ordre 1, Hélène Fontorbe, Semaine/ }).last()
    await watch.click()
    const swaps = dialog.getByRole('region', { name: 'Permutations' })
    await swaps.getByLabel('Personne').selectOption('Nadia Verbrugge')
    const begins = await swaps.getByLabel('Début').inputValue()
    await swaps.getByLabel('Fin').fill(begins.replace('T12:00', 'T20:00'))
    await swaps.getByRole('button', { name: 'Permuter' }).click()
    await dialog.getByText('Permutation enregistrée.').waitFor()
    await dialog.getByText('à la place de Hélène Fontorbe').waitFor()
    await page.keyboard.press('Control+z')
    await dialog.getByText('à la place de Hélène Fontorbe').waitFor({ state: 'detached' })
    await dialog.locator('.on-call-said').filter({ hasText: 'Annulé.' }).waitFor()

    const downloading = page.waitForEvent('download')
    await dialog.getByRole('link', { name: /Agenda \(iCal\).: Voirie/ }).click()
    const file = await downloading
    expect(file.url()).toMatch(/calendar\.ics\?domain=roads&locale=fr$/)
    expect(await readFile(await file.path(), 'utf8')).toContain('SUMMARY:Astreinte voirie 1\\, ')

    await dialog.getByRole('button', { name: 'Personnes' }).click()
    await dialog.getByRole('button', { name: 'Ajouter une personne' }).click()
    await dialog.getByLabel('Nom affiché').fill('Zoé Farenc')
    await dialog.getByLabel('Téléphone').fill('06 39 98 40 40')
    await dialog.getByRole('button', { name: 'Ajouter' }).click()
    expect(await violations(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Retirer Zoé Farenc' }).click()
    await dialog.locator('.person-question').getByRole('button', { name: 'Retirer' }).click()
    await dialog.getByText('Zoé Farenc').waitFor({ state: 'detached' })
    stage.noErrors()
  })

  it('[OC-17] a dispatcher reads who is on call now, and nothing else; a key opens it', async () => {
    const page = await stage.person('Poste 1', CONSOLE)
    await page.locator('.queue').waitFor()
    await page.keyboard.press('u')
    const dialog = page.getByRole('dialog', { name: 'Astreinte' })
    await dialog.locator('.on-call-phone').first().waitFor()
    expect(await dialog.locator('.on-call-phone').allTextContents()).toContainEqual(
      expect.stringMatching(/^06 39 98 \d\d \d\d$/),
    )
    expect(await dialog.getByRole('button').allTextContents()).toEqual([''])
    expect(await dialog.locator('.rota').count()).toBe(0)
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Thème clair' }).click()
    await page.keyboard.press('u')
    await dialog.locator('.on-call-phone').first().waitFor()
    expect(await violations(page)).toEqual([])
    stage.noErrors()
  })
})

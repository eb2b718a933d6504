import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { violations } from './axe.ts'
import { CONSOLE, openStage, type Stage } from './test-stage.ts'

describe('the administrator’s catalogue', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await openStage()
  })
  afterAll(() => stage.close())

  it('[CE-11] a question is added with a condition, tried, refused as a dead end, published, and asked at the next call', async () => {
    const page = await stage.person('Administration', { width: 1600, height: 900 }, `${stage.url}/catalogue`)
    await page.getByRole('navigation', { name: 'Types de demande' }).getByText('Alarme sonore').click()
    expect(await violations(page), 'dark').toEqual([])
    const questions = page.getByRole('region', { name: 'Questions', exact: true })
    await questions.getByRole('button', { name: 'Ajouter' }).last().click()
    await questions.getByLabel('Phrase à lire, français').fill('Depuis combien de nuits ?')
    await questions.getByLabel('Phrase à lire, anglais').fill('For how many nights?')
    await questions.getByLabel('Intitulé, français').fill('Nombre de nuits')
    await questions.getByLabel('Intitulé, anglais').fill('Nights')
    await questions.getByRole('button', { name: 'Condition', exact: true }).click()
    const asked = questions.getByRole('group', { name: 'Posée quand' })
    const first = asked.getByRole('checkbox').first()
    const second = asked.getByRole('checkbox').nth(1)
    await first.check()
    const preview = page.getByRole('complementary', { name: 'Aperçu' })
    const shown = preview.getByText('Depuis combien de nuits ?')
    expect(await shown.count()).toBe(0)
    await preview.locator('.intake-choice').first().click()
    await shown.waitFor()

    await asked.getByRole('button', { name: 'et', exact: true }).click()
    const clauses = asked.locator('.cat-clause')
    await clauses.nth(1).getByRole('checkbox').nth(1).check()
    await page
      .getByRole('contentinfo')
      .getByText('Aucune suite de réponses ne mène à cette question.')
      .waitFor()
    expect(await page.getByRole('button', { name: 'Publier' }).isDisabled()).toBe(true)
    await page.keyboard.press('Control+z')
    await page.keyboard.press('Control+z')
    await page.getByText('Aucun problème').waitFor()
    expect([await first.isChecked(), await second.isChecked()]).toEqual([true, false])
    await page.getByRole('button', { name: 'Thème clair' }).click()
    expect(await violations(page), 'light').toEqual([])

    await page.getByText('Enregistré à').waitFor()
    await page.getByRole('button', { name: 'Publier' }).click()
    const dialog = page.getByRole('dialog', { name: /^Publier le catalogue/ })
    await dialog.getByText('Alarme sonore').waitFor()
    expect(await violations(page), 'publishing').toEqual([])
    await dialog.getByRole('button', { name: 'Publier' }).click()
    await page.getByText('Catalogue n° 2 publié').waitFor()

    const operator = await stage.person('accueil', CONSOLE, `${stage.url}/intake`)
    await operator.getByRole('combobox', { name: 'Type de demande' }).fill('alarme')
    await operator.getByRole('option', { name: /Alarme sonore/ }).click()
    await operator.locator('.intake-choice').first().click()
    await operator.getByText('Depuis combien de nuits ?').waitFor()
    stage.noErrors()
  })
})

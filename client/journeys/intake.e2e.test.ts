import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { violations } from './axe.ts'
import { CONSOLE, openStage, row, type Stage } from './test-stage.ts'

const SIZES = [
  { width: 1920, height: 1080 },
  { width: 1366, height: 768 },
  { width: 820, height: 1180 },
]

describe('a call', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await openStage()
  })
  afterAll(() => stage.close())

  /** The part of the call that the keyboard is in. */
  const step = (page: Page) =>
    page.evaluate(() => document.activeElement?.closest<HTMLElement>('[data-step]')?.dataset.step)
  const at = (page: Page, name: string) => expect.poll(() => step(page)).toBe(name)

  /** From the first word to the key that sends it. */
  async function tell(page: Page, said: string, place: string): Promise<void> {
    const { keyboard } = page
    await at(page, 'what')
    await keyboard.type(said)
    await page.getByRole('option', { name: /Tapage nocturne/ }).waitFor()
    await keyboard.press('Enter')
    await at(page, 'q:SOURCE')
    await keyboard.press('Digit3')
    await expect.poll(() => step(page)).not.toBe('q:SOURCE')
    for (let asked = await step(page); asked !== 'where'; asked = await step(page)) {
      await keyboard.press('Enter')
      await expect.poll(() => step(page)).not.toBe(asked)
    }
    await keyboard.type(place)
    await page
      .getByRole('option', { name: new RegExp(place, 'i') })
      .first()
      .waitFor()
    await keyboard.press('Enter')
    // The telephone told the first number; the second caller gives none.
    await expect.poll(() => step(page)).not.toBe('where')
    if ((await step(page)) === 'phone') await keyboard.press('Enter')
    await at(page, 'send')
  }

  it('[IK-12] by keyboard alone is a ticket on the console; the next one about it joins it', async () => {
    const post = await stage.person('Poste 1', CONSOLE)
    const address = `${stage.url}/intake#from=0639981122`
    const operator = await stage.person('Poste A4', { width: 1366, height: 768 }, address)
    await expect.poll(() => operator.url()).toBe(`${stage.url}/intake`)
    await tell(operator, 'tapag', 'rue des lois')
    await operator.getByText(/Part au PC.Radio, priorité 2, équipage attendu sous 20.min/).waitFor()
    await operator.keyboard.press('Enter')
    const sent = await operator.getByText(/^F-\d+ envoyée$/).textContent()
    const reference = sent?.split(' ')[0] ?? ''
    await row(post, reference).waitFor()

    await tell(operator, 'tapage noct', 'rue des lois')
    await operator.getByText(new RegExp(`Rejoint ${reference}, 2ᵉ signalement`)).waitFor()
    for (const theme of ['sombre', 'clair']) {
      for (const size of SIZES) {
        await operator.setViewportSize(size)
        expect(await violations(operator), `${theme}, ${size.width}`).toEqual([])
      }
      if (theme === 'sombre') await operator.getByRole('button', { name: 'Thème clair' }).click()
    }
    await operator.keyboard.press('Control+Enter')
    await operator
      .getByText(/^F-\d+ envoyée$/)
      .last()
      .waitFor()
    await row(post, reference).getByText('×2').waitFor()
    stage.noErrors()
  })
})

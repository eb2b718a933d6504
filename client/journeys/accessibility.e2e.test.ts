import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { violations } from './axe.ts'
import { CONSOLE, openStage, row, type Stage, TABLET } from './test-stage.ts'

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
    await console_.waitForTimeout(300)
    expect(await violations(console_)).toEqual([])
  })
})

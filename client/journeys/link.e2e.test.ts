import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { openRelay } from '../../server/test-relay.ts'
import { CONSOLE, openStage, row, type Stage } from './test-stage.ts'

describe('a console whose server cannot be reached', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await openStage()
  })
  afterEach(() => stage.clear())
  afterAll(() => stage.close())

  it('[J-4] a console cut from the network for 30 s says so in words, and catches up by itself', async () => {
    const { hostname: host, port } = new URL(stage.url)
    const cable = await openRelay({ host, port: 0 }, { host, port: Number(port) })
    const page = await stage.person('Poste 2', CONSOLE, `http://localhost:${cable.port}`)
    await page.getByText('À jour').first().waitFor()
    await cable.cut()
    const reference = await stage.post({
      service_code: 'MUSIQUE_AMPLIFIEE',
      description: 'Sono sur les quais.',
    })
    await page.getByText(/En retard de \d+.s, rattrapage en cours/).waitFor()
    await page.getByText(/Liaison perdue depuis/).waitFor()
    expect(await row(page, reference).count()).toBe(0)
    // The server answers again before its database does: nobody is taken for logged out.
    await stage.database.cut()
    const refused = page.waitForEvent('websocket')
    await cable.mend()
    await (await refused).waitForEvent('framereceived', ({ payload }) =>
      String(payload).includes('unavailable'),
    )
    await stage.database.mend()
    await row(page, reference).waitFor()
    await page.getByText('À jour').first().waitFor()
    await page.getByText(/Liaison perdue depuis/).waitFor({ state: 'detached' })
    await cable.close()
    stage.noErrors()
  })
})

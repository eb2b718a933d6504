import { randomUUID } from 'node:crypto'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DoorClient } from '../../server/simulation/door-client.ts'
import { assignmentIdSchema, placeNoteIdSchema } from '../../shared/id.ts'
import { foundAddressesSchema } from '../../shared/protocol/place.ts'
import { violations } from './axe.ts'
import { CONSOLE, comeOnDuty, openStage, row, type Stage, TABLET } from './test-stage.ts'

/** The categories of what is known of places, as the device has kept them: in the page, which knows nothing of this file. */
function keptOnDevice(): Promise<string[]> {
  return new Promise((settle) => {
    const asked = indexedDB.open('vigie')
    asked.onsuccess = () => {
      const read = asked.result.transaction('view').objectStore('view').get('crew')
      read.onsuccess = () => {
        asked.result.close()
        const details: { known: { category: string }[] }[] = read.result?.details ?? []
        settle(details.flatMap(({ known }) => known.map(({ category }) => category)))
      }
    }
  })
}

/** A place that no note of the demonstration reaches. */
const SOMEWHERE = { lat: '43.5800', long: '1.4330' }

describe('what is known of a place', () => {
  let stage: Stage
  let post: DoorClient
  beforeAll(async () => {
    stage = await openStage()
    post = new DoorClient(stage.url)
    await post.login({ userName: 'poste2', password: 'demonstration' })
    await post.connect()
  })
  afterAll(async () => {
    post.close()
    await stage.close()
  })

  async function send(callSign: string, reference: string): Promise<void> {
    const find = () => [...post.board.tickets.values()].find(({ number }) => reference === `F-${number}`)
    await expect.poll(find).toBeDefined()
    const crew = [...post.board.crews.values()].find((one) => one.callSign === callSign)
    const ticket = find()
    if (ticket === undefined || crew === undefined)
      throw new Error(`There is no ${reference}, or ${callSign}.`)
    const answer = await post.send({
      type: 'dispatch_crew',
      assignmentId: assignmentIdSchema.parse(randomUUID()),
      ticketId: ticket.id,
      crewId: crew.id,
      mode: 'send',
      alongside: [],
      suggestion: null,
    })
    expect(answer.status).toBe('accepted')
  }
  const hazards = (page: Page) => page.getByRole('region', { name: 'Dangers connus du lieu' })

  it('[KP-10] [KP-11] [KP-12] [KP-16] from a post to the crew it concerns, and back, without a network too', async () => {
    const tablet = await stage.person('Équipage', TABLET)
    await comeOnDuty(tablet, 'ALPHA 1')
    const post1 = await stage.person('Poste 1', CONSOLE)
    const noise = await stage.post({ service_code: 'TAPAGE_NOCTURNE', ...SOMEWHERE, phone: '0500000000' })
    await send('ALPHA 1', noise)
    await row(post1, noise).click()
    await post1.getByText('Requérant pas encore rappelé').waitFor()
    await tablet.getByText('Requérant pas encore rappelé').waitFor()

    await post1.keyboard.press('g')
    const dialog = post1.getByRole('dialog')
    await dialog.getByLabel('risque électrique').check()
    await dialog.getByLabel('Précision').fill('Fils nus <b>dans</b> la cave.')
    expect(await violations(post1)).toEqual([])
    await post1.keyboard.press('Control+Enter')
    await hazards(post1).getByText('Fils nus <b>dans</b> la cave.').waitFor()
    await row(post1, noise).locator('.queue-hazard').waitFor()
    await tablet.getByText('Danger signalé sur place').waitFor()
    const known = tablet.getByRole('button', { name: /risque électrique.*Fils nus <b>dans<.b> la cave/ })
    await known.waitFor()

    await post1.getByRole('button', { name: 'Requérant rappelé' }).click()
    await post1.getByText(/Requérant rappelé à .*, par Poste.1/).waitFor()
    await tablet.getByText(/Requérant rappelé à .*, par Poste.1/).waitFor()

    await stage.database.cut()
    await known.click()
    expect(await violations(tablet)).toEqual([])
    await tablet.getByRole('button', { name: 'N’est plus vrai' }).click()
    await tablet.getByText(/n’est plus vrai, pas encore transmis/).waitFor()
    await tablet.getByRole('button', { name: 'Signaler un danger ici' }).click()
    expect(await violations(tablet)).toEqual([])
    await tablet.getByRole('dialog').getByRole('button', { name: 'chien dangereux' }).click()
    await tablet.getByRole('dialog').getByRole('button', { name: 'Signaler' }).click()
    await tablet.locator('.tablet-known-row.unheard', { hasText: 'chien dangereux' }).waitFor()
    await stage.database.mend()
    await hazards(post1).getByText('chien dangereux').waitFor()
    await hazards(post1)
      .getByText(/N’est plus vrai selon ALPHA.1/)
      .waitFor()
    await tablet.locator('.tablet-known-row.unheard').waitFor({ state: 'detached' })
    for (const page of [tablet, post1]) expect(await violations(page)).toEqual([])

    const wires = post1.getByLabel('Agir sur l’indication : risque électrique')
    await wires.click()
    await hazards(post1).getByRole('button', { name: 'Corriger' }).click()
    await dialog.getByLabel('Précision').fill('Fils nus dans la cave, courant coupé.')
    await dialog.getByRole('button', { name: 'Corriger' }).click()
    await hazards(post1).getByText('courant coupé').waitFor()
    await post1.getByText(/N’est plus vrai selon ALPHA/).waitFor({ state: 'detached' })
    await tablet.getByRole('button', { name: /courant coupé/ }).waitFor()

    await wires.click()
    await hazards(post1).getByRole('button', { name: 'Retirer' }).click()
    await post1.keyboard.press('Digit1')
    await hazards(post1).getByText('courant coupé').waitFor({ state: 'detached' })
    await tablet.getByRole('button', { name: /courant coupé/ }).waitFor({ state: 'detached' })
    await post1.keyboard.press('Control+z')
    await hazards(post1).getByText('courant coupé').waitFor()
    await post1.locator('.ticket-log', { hasText: 'Danger noté' }).waitFor()
    stage.noErrors()
    await stage.clear()
  })

  it('[KP-11] a tablet that begins anew without its server still warns of it', async () => {
    const tablet = await stage.person('Équipage', TABLET)
    await tablet.getByRole('button', { name: 'ALPHA 1' }).click()
    const known = tablet.getByRole('button', { name: /chien dangereux/ })
    await known.waitFor()
    await tablet.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
    await expect.poll(() => tablet.evaluate(keptOnDevice)).toContain('dog')
    await tablet.context().setOffline(true)
    await tablet.reload()
    await known.waitFor()
    await stage.clear()
  })

  it('[KP-13] whoever takes a call sees what is known there', async () => {
    const found = await post.request('GET', `/api/addresses?q=${encodeURIComponent('Pont Neuf')}`)
    const bridge = foundAddressesSchema.parse(await found.json()).addresses[0]
    if (bridge === undefined) throw new Error('There is no such bridge.')
    const { lon, lat } = bridge
    const noted = await post.send({
      type: 'note_place',
      placeNoteId: placeNoteIdSchema.parse(randomUUID()),
      ticketId: null,
      category: 'vehicle',
      position: { lon, lat },
      radius: 20,
      until: null,
      text: 'Bornes levées la nuit.',
    })
    expect(noted.status).toBe('accepted')
    const post1 = await stage.person('Poste 1', CONSOLE)
    await post1.getByText('À jour').first().waitFor()
    await post1.keyboard.press('/')
    await post1.keyboard.type('pont neuf')
    await post1
      .getByRole('option', { name: /^Pont Neuf/ })
      .first()
      .click()
    await post1.locator('.map-place', { hasText: 'Bornes levées la nuit.' }).waitFor()
    expect(await violations(post1)).toEqual([])
    await post1.getByRole('button', { name: /Créer une fiche ici/ }).click()
    await post1.getByRole('dialog').getByText('Bornes levées la nuit.').waitFor()
    stage.noErrors()
    await stage.clear()
  })
})

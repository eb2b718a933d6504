import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { DoorClient } from '../../server/simulation/door-client.ts'
import { openRelay } from '../../server/test-relay.ts'
import { decodePositions } from '../../shared/position-frame.ts'
import { violations } from './axe.ts'
import { CONSOLE, openStage, row, type Stage, TABLET } from './test-stage.ts'

describe('a tablet of the town', () => {
  let stage: Stage
  let chief: Page
  beforeAll(async () => {
    stage = await openStage()
  })
  afterEach(() => stage.clear())
  afterAll(() => stage.close())

  async function openDevices(): Promise<void> {
    chief = await stage.person('Chef', CONSOLE)
    await chief.locator('.top-post summary').click()
    await chief.getByRole('button', { name: 'Appareils' }).click()
  }

  /** A supervisor names a tablet, and reads its code out. */
  async function codeOf(name: string): Promise<string> {
    await chief.getByRole('button', { name: 'Enrôler une tablette' }).click()
    await chief.getByLabel('Nom écrit sur la tablette').fill(name)
    await chief.getByRole('button', { name: 'Afficher le code' }).click()
    await chief.locator('.qr-code path').waitFor()
    return (await chief.locator('.typed-code').textContent()) ?? ''
  }

  async function enrolTyping(tablet: Page, code: string): Promise<void> {
    await tablet.getByRole('button', { name: 'Enrôler cette tablette' }).click()
    await tablet.getByLabel('Code').fill(code)
    await tablet.getByRole('button', { name: 'Enrôler', exact: true }).click()
    await tablet.getByRole('heading', { name: 'Votre indicatif' }).waitFor()
  }

  async function beginTurn(tablet: Page, callSign: string): Promise<void> {
    await tablet.getByRole('button', { name: callSign }).click()
    await tablet.getByRole('button', { name: 'Prendre le service' }).click()
    await tablet.getByRole('dialog', { name: 'Code de verrouillage' }).waitFor()
  }

  async function type(tablet: Page, code: string, key: string): Promise<void> {
    for (const digit of code) await tablet.getByRole('button', { name: digit, exact: true }).click()
    await tablet.getByRole('button', { name: key }).click()
  }

  it('[EN-11] a supervisor shows a code, a tablet types it, takes a call sign, is revoked and told, and comes back by link', async () => {
    await openDevices()
    const code = await codeOf('Tablette 12')
    expect(await violations(chief)).toEqual([])
    const tablet = await stage.visit(TABLET)
    await enrolTyping(tablet, code.toUpperCase().replaceAll('-', ' '))
    await chief.getByText('Tablette 12 est enrôlée.').waitFor()
    await beginTurn(tablet, 'ALPHA 3')
    await tablet.getByRole('button', { name: 'Sans code pour ce service' }).click()
    await tablet.getByText('En attente d’engagement').waitFor()
    await chief.getByRole('button', { name: 'Retour' }).click()
    const listed = chief.getByRole('row', { name: /Tablette 12/ })
    await listed
      .filter({ hasText: /ALPHA.3/ })
      .filter({ hasText: 'connectée' })
      .waitFor()
    expect(await violations(chief)).toEqual([])

    await chief.getByRole('button', { name: 'Révoquer Tablette 12' }).click()
    await chief.locator('.devices-question').getByRole('button', { name: 'Révoquer' }).click()
    await tablet.getByText('Cette tablette a été révoquée.').waitFor()
    await listed.filter({ hasText: 'révoquée' }).waitFor()
    await tablet.reload()
    await tablet.getByText('Cette tablette a été révoquée.').waitFor()
    expect(await violations(tablet)).toEqual([])

    const again = await codeOf('Tablette 12')
    await tablet.goto(`${stage.url}/crew#enrol=${again}`)
    await tablet.getByText('Code lu. Il reste à confirmer.').waitFor()
    expect(tablet.url()).toBe(`${stage.url}/crew`)
    expect(await violations(tablet)).toEqual([])
    await tablet.getByRole('button', { name: 'Enrôler', exact: true }).click()
    await tablet.getByText('Tablette 12. Choisissez l’indicatif').waitFor()
    // Still on duty, it is asked for a code again: what the revoked tablet had is forgotten.
    await tablet.getByRole('button', { name: 'ALPHA 3' }).click()
    await tablet.getByRole('dialog', { name: 'Code de verrouillage' }).waitFor()
    await tablet.keyboard.press('Escape')
    await tablet.keyboard.press('Escape')
    await type(tablet, '2580', 'Continuer')
    await type(tablet, '2580', 'Poser le code')
    await tablet.getByText('En attente d’engagement').waitFor()
    stage.noErrors()
  })

  it('[EN-12] what waits on a tablet that is revoked stays there, and goes out once it is enrolled anew', async () => {
    await openDevices()
    const { hostname: host, port } = new URL(stage.url)
    const cable = await openRelay({ host, port: 0 }, { host, port: Number(port) })
    const tablet = await stage.visit(TABLET, `http://localhost:${cable.port}`)
    await enrolTyping(tablet, await codeOf('Tablette 14'))
    await beginTurn(tablet, 'MOTO 2')
    await tablet.getByRole('button', { name: 'Sans code pour ce service' }).click()
    await tablet.locator('.tablet-sent', { hasText: 'Envoyé' }).waitFor()
    await cable.cut()
    await tablet.getByRole('button', { name: 'Pause' }).click()
    await tablet.locator('.tablet-sent', { hasText: 'En attente (1)' }).waitFor()

    await chief.getByRole('button', { name: 'Retour' }).click()
    await chief.getByRole('button', { name: 'Révoquer Tablette 14' }).click()
    await chief.locator('.devices-question').getByRole('button', { name: 'Révoquer' }).click()
    await chief
      .getByRole('row', { name: /Tablette 14/ })
      .filter({ hasText: 'révoquée' })
      .waitFor()
    await cable.mend()
    await tablet.getByText('Cette tablette a été révoquée.').waitFor()
    await tablet.getByText('1 action attend sur cet appareil.').waitFor()
    const cell = chief.locator('.crew-cell').filter({ hasText: 'MOTO 2' })
    expect(await cell.textContent()).toContain('disponible')

    await enrolTyping(tablet, await codeOf('Tablette 14'))
    await tablet.getByRole('button', { name: 'MOTO 2' }).click()
    await cell.filter({ hasText: 'pause' }).waitFor()
    await tablet.locator('.tablet-sent', { hasText: 'Envoyé' }).waitFor()
    await cable.close()
    stage.noErrors()
  })

  it('[PL-6] locked, a tablet tells where it is, rings for what it does not show, calls for help, and is still locked when opened again', async () => {
    await openDevices()
    const code = await codeOf('Tablette 13')
    const tablet = await stage.visit(TABLET)
    await enrolTyping(tablet, code)
    await beginTurn(tablet, 'BRAVO 4')
    expect(await violations(tablet)).toEqual([])
    await type(tablet, '2580', 'Continuer')
    await type(tablet, '2580', 'Poser le code')
    await tablet.getByRole('button', { name: 'Verrouiller' }).click()
    const lock = tablet.getByRole('dialog', { name: 'Verrouillée' })
    await lock.getByText('Positions et envois continuent.').waitFor()
    expect(await violations(tablet)).toEqual([])

    const watcher = new DoorClient(stage.url)
    await watcher.login({ userName: 'poste2', password: 'demonstration' })
    const socket = await watcher.connect()
    const crew = [...watcher.board.crews.values()].find(({ callSign }) => callSign === 'BRAVO 4')
    let seenAt = 0
    socket.on('positions', (raw) => {
      for (const one of decodePositions(new Uint8Array(raw)).positions)
        if (one.crew === crew?.number) seenAt = one.lon
    })
    await tablet.context().setGeolocation({ longitude: 1.4533, latitude: 43.5962, accuracy: 6 })
    await expect.poll(() => seenAt, { timeout: 30_000 }).toBeCloseTo(1.4533, 4)
    watcher.close()

    await chief.keyboard.press('Escape')
    const reference = await stage.post({
      service_code: 'RIXE',
      description: 'Bagarre devant un bar.',
      address_string: '12 Rue des Lois',
    })
    await row(chief, reference).click()
    await chief.locator('.suggestion').filter({ hasText: 'BRAVO 4' }).click()
    await lock.getByText('Nouvel engagement').waitFor()
    expect(await lock.textContent()).not.toMatch(/Rixe|Bagarre|Lois/)
    expect(await tablet.getByRole('heading', { name: /Rixe/ }).count()).toBe(0)

    await tablet.reload()
    await lock.getByText('Nouvel engagement').waitFor()
    await type(tablet, '1111', 'Déverrouiller')
    await lock.getByText('Ce n’est pas ce code.').waitFor()
    await type(tablet, '2580', 'Déverrouiller')
    await tablet.getByRole('heading', { name: 'Rixe sur la voie publique' }).waitFor()

    // Ten minutes without a touch, the page closed meanwhile.
    await tablet.evaluate(() => {
      const kept = JSON.parse(localStorage.getItem('vigie.lock') ?? '{}')
      kept.state.touchedAt -= 600_000
      localStorage.setItem('vigie.lock', JSON.stringify(kept))
    })
    await tablet.reload()
    await lock.waitFor()
    await lock.getByRole('button', { name: /Détresse/ }).dispatchEvent('pointerdown')
    await lock.getByText('Détresse transmise').waitFor()
    await chief.getByRole('button', { name: /Prendre en charge/ }).waitFor()
    await lock.waitFor()
    stage.noErrors()
  })
})

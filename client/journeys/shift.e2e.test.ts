import { randomUUID } from 'node:crypto'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DoorClient } from '../../server/simulation/door-client.ts'
import { openRelay, type Relay } from '../../server/test-relay.ts'
import type { Crew } from '../../shared/crew/crew.ts'
import { trackSchema } from '../../shared/track.ts'
import { violations } from './axe.ts'
import { CONSOLE, openStage, type Stage } from './test-stage.ts'
import { TestTablet } from './test-tablet.ts'

const NOTE = 'Portail de la rue des Lois resté ouvert, gardien prévenu.'

describe('a crew’s shift', () => {
  let stage: Stage
  let cable: Relay
  let tablet: TestTablet
  let post: DoorClient
  let page: Page
  beforeAll(async () => {
    stage = await openStage()
    const { hostname: host, port } = new URL(stage.url)
    cable = await openRelay({ host, port: 0 }, { host, port: Number(port) })
    tablet = new TestTablet(`http://localhost:${cable.port}`)
    post = new DoorClient(stage.url)
    await post.login({ userName: 'poste1', password: 'demonstration' })
    await post.connect()
    const { status } = await post.send({ type: 'come_on_duty', crewId: crewOf('ALPHA 2').id, members: 3 })
    expect(status).toBe('accepted')
  })
  afterAll(async () => {
    post.close()
    await tablet.close()
    await cable.close()
    await stage.close()
  })

  function crewOf(callSign: string): Crew {
    const crew = [...post.board.crews.values()].find((one) => one.callSign === callSign)
    if (crew === undefined) throw new Error(`There is no ${callSign}.`)
    return crew
  }
  const sheet = (page: Page) => page.locator('dialog[open]')
  const press = (page: Page, name: string | RegExp) => sheet(page).getByRole('button', { name }).click()
  const back = (page: Page) => press(page, 'Retour')
  const openShift = (page: Page) => page.getByRole('button', { name: /ALPHA.1, le service/ }).click()

  it('[SH-11] comes on duty as the last time, or with another vehicle, never with one that is out', async () => {
    page = await tablet.open('/')
    await page.getByRole('button', { name: /Équipage/ }).click()
    await page.getByRole('button', { name: 'ALPHA 1' }).click()
    await page.getByText('Clio sérigraphiée 101').waitFor()
    await page.getByRole('button', { name: /Changer de véhicule/ }).click()
    const held = page.getByRole('button', { name: /Duster sérigraphié 102/ })
    await held.getByText('avec ALPHA 2').waitFor()
    expect(await held.isDisabled()).toBe(true)
    expect(await violations(page), 'vehicles').toEqual([])
    await page.getByRole('button', { name: 'Duster sérigraphié 114' }).click()
    await page.getByRole('button', { name: 'Balisage' }).click()
    expect(await violations(page), 'coming on duty').toEqual([])
    await page.getByRole('button', { name: 'Prendre le service' }).click()
    await page.getByText('En attente d’engagement').waitFor()
    await expect
      .poll(() => crewOf('ALPHA 1'))
      .toMatchObject({ vehicle: '114', equipment: ['radio', 'defibrillator', 'cones'], members: 3 })

    await openShift(page)
    await press(page, 'Équipe et matériel')
    await press(page, /Changer de véhicule/)
    await press(page, 'Clio sérigraphiée 101')
    expect(await violations(page), 'outfit').toEqual([])
    await press(page, 'Enregistrer')
    await expect.poll(() => crewOf('ALPHA 1').vehicle).toBe('101')
    await page.getByRole('button', { name: 'Fin de service' }).click()
    await press(page, 'Terminer le service')
    await page.getByText('Clio sérigraphiée 101').waitFor()
    await page.getByRole('button', { name: 'Prendre le service' }).click()
    await expect.poll(() => crewOf('ALPHA 1')).toMatchObject({ duty: 'available', vehicle: '101' })
    expect(tablet.errors).toEqual([])
  })

  it('[SH-13] [SH-16] hands over and ends, the network being away and the browser killed', async () => {
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
    const number = Number((await stage.post({ service_code: 'NID_DE_POULE' })).slice(2))
    const find = () => [...post.board.tickets.values()].find((one) => one.number === number)
    await expect.poll(find).toBeDefined()
    const send = { type: 'dispatch_crew', assignmentId: randomUUID(), mode: 'send', alongside: [] }
    const about = { ticketId: find()?.id, crewId: crewOf('ALPHA 1').id, suggestion: null }
    expect((await post.send({ ...send, ...about })).status).toBe('accepted')
    await page.locator('.tablet-next', { hasText: 'Reçu' }).click()
    await page.locator('.tablet-sent', { hasText: 'Envoyé' }).waitFor()
    await cable.cut()

    await openShift(page)
    await press(page, 'Terminer le service')
    await sheet(page).getByText('1 fiche en main').waitFor()
    expect(await sheet(page).getByRole('button', { name: 'Terminer le service' }).isDisabled()).toBe(true)
    expect(await violations(page), 'end').toEqual([])
    await back(page)
    await openShift(page)
    await press(page, 'Relève')
    await sheet(page).getByRole('textbox').fill(NOTE)
    await sheet(page).getByText('La fiche en main passe à l’équipe suivante.').waitFor()
    expect(await violations(page), 'hand-over').toEqual([])
    await press(page, 'Passer la relève')
    await page.locator('.handed-over').getByText(NOTE).waitFor()
    await page.locator('.tablet-sent', { hasText: 'En attente (1)' }).waitFor()
    await tablet.hasCookies()
    await tablet.kill()

    const again = await tablet.open('/crew')
    await again.locator('.handed-over').getByText(NOTE).waitFor()
    expect(await violations(again), 'handed over').toEqual([])
    await again.getByRole('button', { name: 'Lu, prendre la relève' }).click()
    await press(again, /Agents à bord −/)
    await press(again, 'Prendre la relève')
    await again.locator('.handed-over').waitFor({ state: 'detached' })
    await again.locator('.tablet-next', { hasText: 'En route' }).click()
    await again.locator('.tablet-sent', { hasText: 'En attente (3)' }).waitFor()
    await openShift(again)
    await sheet(again).getByText('Relève prise à').waitFor()
    await sheet(again).getByText(NOTE).waitFor()
    await press(again, 'Terminer le service')
    await sheet(again).getByText('3 actions pas encore transmises').waitFor()
    await back(again)
    await cable.mend()

    await again.locator('.tablet-sent', { hasText: 'Envoyé' }).waitFor()
    await expect.poll(() => crewOf('ALPHA 1')).toMatchObject({ members: 2, vehicle: '101' })
    const { shift, handOver } = crewOf('ALPHA 1')
    expect(handOver?.takenAt).toBeGreaterThanOrEqual(handOver?.at ?? Number.POSITIVE_INFINITY)
    expect(shift).toEqual({ since: handOver?.takenAt, settled: 0 })
    const track = await post.request('GET', `/api/crews/${about.crewId}/track`)
    const { entries } = trackSchema.parse(await track.json())
    expect(entries.map(({ stored }) => stored.event.type).slice(-4)).toEqual([
      'assignment_acknowledged',
      'shift_handed_over',
      'shift_taken_over',
      'crew_en_route',
    ])
    expect(tablet.errors).toEqual([])
  })

  it('[SH-15] a post sees the shift on the crew, and writes down what it says by radio', async () => {
    page = await stage.person('Poste 2', CONSOLE)
    const look = (callSign: RegExp) =>
      page.locator('#crew-board').getByRole('button', { name: callSign }).click()
    const panel = page.getByRole('complementary', { name: 'Équipage' })
    await look(/ALPHA.1/)
    await panel.getByText('Clio sérigraphiée 101 · 2 agents').waitFor()
    await panel.getByText('radio, défibrillateur, balisage', { exact: true }).waitFor()
    await panel.getByText('Relève prise à').waitFor()
    await panel.locator('q', { hasText: NOTE }).waitFor()
    await panel.getByText('Prend la relève').waitFor()

    await panel.getByRole('button', { name: 'Équipe et matériel…' }).click()
    expect(await violations(page), 'outfit').toEqual([])
    const vehicle = sheet(page).getByLabel('Véhicule')
    expect(await vehicle.locator('option', { hasText: 'Duster sérigraphié 102, avec ALPHA 2' }).count()).toBe(
      1,
    )
    await vehicle.selectOption({ label: 'Mégane sérigraphiée 115' })
    await sheet(page).getByLabel('balisage').uncheck()
    await sheet(page)
      .getByRole('button', { name: /Dit à la radio/ })
      .click()
    await expect
      .poll(() => crewOf('ALPHA 1'))
      .toMatchObject({ vehicle: '115', equipment: ['radio', 'defibrillator'] })
    await page
      .getByText(/change d’équipe ou de matériel/)
      .first()
      .waitFor()

    await panel.getByRole('button', { name: 'Relève passée…' }).click()
    await sheet(page).getByRole('textbox').fill('Rien d’autre.')
    expect(await violations(page), 'hand-over').toEqual([])
    await sheet(page)
      .getByRole('button', { name: /Dit à la radio/ })
      .click()
    await panel.locator('q', { hasText: 'Rien d’autre.' }).waitFor()
    await panel.getByRole('button', { name: 'Relève prise…' }).click()
    await sheet(page).getByLabel('Agents à bord').fill('4')
    await sheet(page)
      .getByRole('button', { name: /Dit à la radio/ })
      .click()
    await expect.poll(() => crewOf('ALPHA 1').members).toBe(4)
    expect(await violations(page), 'panel').toEqual([])
    stage.noErrors()
    await stage.clear()
  })
})

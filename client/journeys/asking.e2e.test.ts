import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DoorClient } from '../../server/simulation/door-client.ts'
import type { CommandOf } from '../../shared/command.ts'
import { assignmentIdSchema } from '../../shared/id.ts'
import { ticketDetailSchema } from '../../shared/protocol/ticket.ts'
import { violations } from './axe.ts'
import { CONSOLE, comeOnDuty, openStage, row, type Stage, TABLET } from './test-stage.ts'

describe('what a crew asks of the PC Radio', () => {
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

  function crewOf(callSign: string) {
    const crew = [...post.board.crews.values()].find((one) => one.callSign === callSign)
    if (crew === undefined) throw new Error(`There is no ${callSign}.`)
    return crew
  }

  async function send(callSign: string, reference: string, mode: CommandOf<'dispatch_crew'>['mode']) {
    const find = () => [...post.board.tickets.values()].find(({ number }) => reference === `F-${number}`)
    await expect.poll(find).toBeDefined()
    const ticketId = find()?.id
    if (ticketId === undefined) throw new Error(`There is no ${reference}.`)
    const on = [...post.board.assignments.values()].filter((one) => one.ticketId === ticketId)
    const assignmentId = assignmentIdSchema.parse(randomUUID())
    const answer = await post.send({
      type: 'dispatch_crew',
      assignmentId,
      ticketId,
      crewId: crewOf(callSign).id,
      mode,
      alongside: on.map(({ id }) => id),
      suggestion: null,
    })
    expect(answer.status).toBe('accepted')
    return assignmentId
  }

  it('[TB-3] [TB-4] [TB-6] [TB-7] its next tickets in another order, and reinforcement, from a tunnel too', async () => {
    const tablet = await stage.person('Équipage', TABLET)
    await comeOnDuty(tablet, 'ALPHA 1')
    const post1 = await stage.person('Poste 1', CONSOLE)
    const fight = await stage.post({ service_code: 'RIXE', description: 'Bagarre devant un bar.' })
    const alarm = await stage.post({ service_code: 'ALARME_SONORE', lat: '43.6021', long: '1.4380' })
    const hole = await stage.post({ service_code: 'NID_DE_POULE', lat: '43.5990', long: '1.4420' })
    await send('ALPHA 1', fight, 'send')
    await send('ALPHA 1', alarm, 'queue')
    await send('ALPHA 1', hole, 'queue')

    const next = tablet.getByRole('region', { name: 'Ensuite' }).getByRole('listitem')
    await expect.poll(() => next.count()).toBe(2)
    await next.first().getByRole('button', { name: 'Reçu' }).click()
    await next.first().getByRole('button', { name: 'Reçu' }).waitFor({ state: 'detached' })
    await next.last().getByRole('button', { name: 'Autre ordre' }).click()
    await next.last().getByText('Autre ordre demandé').waitFor()
    await row(post1, hole).click()
    await post1.locator('.engaged-crew', { hasText: 'demande un autre ordre' }).waitFor()

    const mark = row(post1, fight).getByText('renfort demandé')
    await stage.database.cut()
    await tablet.getByRole('button', { name: 'Renfort' }).click()
    await tablet.getByRole('button', { name: 'Demander du renfort' }).click()
    await tablet.getByText('Renfort demandé, pas encore transmis.').waitFor()
    expect(await mark.count()).toBe(0)
    const readAloud = post1.getByText(/^ALPHA.1 demande du renfort/).waitFor({ state: 'attached' })
    await stage.database.mend()
    await tablet.getByText(/Renfort demandé à .*, transmis au PC Radio/).waitFor()
    await mark.waitFor()
    await readAloud
    const underWay = post1.getByRole('region', { name: 'En cours' }).locator('.queue-row')
    expect(await underWay.first().getAttribute('data-ticket')).toBe(fight.slice(2))
    await row(post1, fight).click()
    await post1.locator('.engaged-crew', { hasText: 'renfort demandé' }).waitFor()
    await post1.locator('.ticket-log', { hasText: 'demande du renfort' }).waitFor()
    await post1.locator('.engaged-crew .call-sign').click()
    await post1.locator('.crew-ticket', { hasText: 'demande un autre ordre' }).waitFor()
    for (const page of [tablet, post1]) expect(await violations(page)).toEqual([])

    await post.send({ type: 'come_on_duty', crewId: crewOf('ALPHA 2').id, members: 2 })
    await send('ALPHA 2', fight, 'send')
    await tablet.getByText('ALPHA 2 vient en renfort').waitFor()
    await tablet.locator('.tablet-reinforcement', { hasText: /ALPHA.2, envoyé/ }).waitFor()
    await mark.waitFor({ state: 'detached' })
    stage.noErrors()
    await stage.clear()
  })

  it('[TB-9] what was put down, asked when a hole is dealt with', async () => {
    const tablet = await stage.person('Équipage', TABLET)
    await comeOnDuty(tablet, 'VOIRIE 1')
    const hole = await stage.post({ service_code: 'NID_DE_POULE' })
    const assignmentId = await send('VOIRIE 1', hole, 'send')
    for (const type of ['arrive', 'secure'] as const) await post.send({ type, assignmentId })
    const ticketId = post.board.assignments.get(assignmentId)?.ticketId
    await tablet.locator('.tablet-next', { hasText: 'Terminé' }).click()
    await tablet.getByRole('button', { name: 'réglé' }).click()
    const sheet = tablet.getByRole('dialog')
    const finish = sheet.getByRole('button', { name: 'Terminé' })
    expect(await finish.isDisabled()).toBe(true)
    await sheet.getByRole('button', { name: 'balisage' }).click()
    await sheet.getByRole('button', { name: 'Cônes laissés sur place (facultatif) +' }).click()
    expect(await violations(tablet)).toEqual([])
    await finish.click()
    await tablet.getByText('En attente d’engagement').waitFor()
    const events = async () => {
      const answer = await post.request('GET', `/api/tickets/${ticketId}`)
      return ticketDetailSchema.parse(await answer.json()).events.map(({ event }) => event)
    }
    await expect.poll(events).toContainEqual(
      expect.objectContaining({
        outcome: 'done',
        details: { serviceCode: 'NID_DE_POULE', catalogueVersion: 1, answers: { put: 'signs', cones: 1 } },
      }),
    )
    stage.noErrors()
  })
})

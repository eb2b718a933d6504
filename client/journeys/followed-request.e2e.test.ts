import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { DoorClient } from '../../server/simulation/door-client.ts'
import { violations } from './axe.ts'
import { openStage, type Stage } from './test-stage.ts'

const TELEPHONE = { width: 390, height: 844 }
const demonstrationSchema = z.object({ apiKey: z.string() })
const madeSchema = z.tuple([z.object({ service_request_id: z.string(), follow_url: z.string() })])

describe('whoever asked', () => {
  let stage: Stage
  let post: DoorClient
  beforeAll(async () => {
    stage = await openStage()
    post = new DoorClient(stage.url)
    await post.login({ userName: 'poste1', password: 'demonstration' })
    await post.connect()
  })
  afterAll(async () => {
    post.close()
    await stage.close()
  })

  it('[SU-12] follows a request on a telephone to its end, tells more, and has it opened again', async () => {
    const { apiKey } = demonstrationSchema.parse(await (await fetch(`${stage.url}/api/demonstration`)).json())
    const place = { lat: '43.6005', long: '1.4450' }
    const response = await fetch(`${stage.url}/open311/v2/requests.json`, {
      method: 'POST',
      body: new URLSearchParams({ api_key: apiKey, service_code: 'NID_DE_POULE', ...place }),
    })
    const [{ service_request_id: reference, follow_url: url }] = madeSchema.parse(await response.json())
    const isIt = ({ number }: { number: number }) => number === Number(reference.split('-')[2])
    await expect.poll(() => [...post.board.tickets.values()].some(isIt)).toBe(true)
    const ticketId = [...post.board.tickets.values()].find(isIt)?.id

    const page = await stage.visit(TELEPHONE, url)
    await page.getByRole('heading', { name: 'Nid-de-poule dangereux' }).waitFor()
    await page.getByText('L’endroit doit être mis en sécurité avant').waitFor()
    expect(await violations(page)).toEqual([])
    await page.getByLabel('Votre précision').fill('Devant le 12')
    await page.getByRole('button', { name: 'Envoyer' }).click()
    await page.getByRole('status').getByText('votre précision est transmise').waitFor()

    expect(await post.send({ type: 'close_ticket', ticketId, outcome: 'done' })).toMatchObject({
      status: 'accepted',
    })
    await page.getByRole('link', { name: 'Actualiser' }).click()
    await page.getByRole('button', { name: 'Rouvrir la demande' }).waitFor()
    await page.getByRole('link', { name: 'English' }).click()
    await page.getByRole('heading', { name: 'It is not dealt with' }).waitFor()
    expect(await violations(page)).toEqual([])
    await page.getByRole('button', { name: 'Open the request again' }).click()
    await page.getByRole('status').getByText('open again').waitFor()
    expect([...post.board.tickets.values()].some(isIt)).toBe(true)
    stage.noErrors()
  })
})

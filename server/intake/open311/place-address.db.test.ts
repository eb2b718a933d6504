import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Catalogues } from '../../../shared/catalogue/published.ts'
import { instant } from '../../../shared/instant.ts'
import { KeptCatalogues } from '../../catalogue/kept-catalogues.ts'
import { Addresses } from '../../city/address/addresses.ts'
import { LoadedCity } from '../../city/city.ts'
import { loadDeployment } from '../../city/deployment.ts'
import { RoadEngine } from '../../city/road/road-engine.ts'
import { makeSmallCity } from '../../city/small-city.ts'
import { GroupCommit } from '../../command/handle.ts'
import { WriterConnection } from '../../command/writer-connection.ts'
import { createTestDatabase, type TestDatabase } from '../../db/test-database.ts'
import { FollowTokens } from '../../follow/follow-tokens.ts'
import { projectPath } from '../../project.ts'
import { findTicket } from '../../projection/ticket.ts'
import { createApiKey, keysBySecret } from '../../session/accounts.ts'
import { RequestThrottle, wrongTokens } from '../../session/throttle.ts'
import type { PlaceAddress } from './place-address.ts'
import { open311Router } from './router.ts'

let database: TestDatabase
let connection: WriterConnection
let server: Server
let apiKey: string
let placeAddress: PlaceAddress
const faults: string[] = []

beforeAll(async () => {
  database = await createTestDatabase()
  await makeSmallCity(database.pool, 'city')
  const addresses = new Addresses(database.pool, 'city')
  await addresses.refresh()
  placeAddress = (text) => addresses.place(text)
  const { pool } = database
  const now = () => instant(Date.now())
  const onFault = (_error: unknown, what: string) => faults.push(what)
  const deployment = await loadDeployment(projectPath('fixtures/toulouse/'))
  const catalogues = new KeptCatalogues(new Catalogues(new Map([[1, deployment.catalogue]])))
  const city = await LoadedCity.open({
    database: pool,
    deployment,
    addresses,
    roads: new RoadEngine({ databaseUrl: database.url, onFault }),
    onChange: () => {},
    onFault,
  })
  connection = new WriterConnection(database.url)
  const handler = new GroupCommit({
    connection,
    catalogues,
    now,
    onFault,
    onCommitted: () => {},
  })
  const keys = keysBySecret(pool)
  apiKey = await createApiKey(pool, 'Formulaire', 'web')
  const noPhotographs = () => Promise.reject(new Error('there are none'))
  const web = express()
  web.use(
    '/open311/v2',
    open311Router({
      database: pool,
      city,
      jurisdictions: deployment.jurisdictions,
      open311: deployment.open311,
      followRules: deployment.follow,
      followTokens: await FollowTokens.open(pool),
      photographs: { standing: noPhotographs, take: noPhotographs },
      guesses: wrongTokens(),
      catalogue: () => deployment.catalogue,
      serviceOf: catalogues.serviceOf,
      keys,
      throttle: new RequestThrottle(),
      formReports: null,
      handler,
      now,
      onFault,
      openTicket: () => undefined,
      alike: async () => [],
      placeAddress: (text) => placeAddress(text),
    }),
  )
  server = createServer(web)
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle))
})
afterAll(async () => {
  server.closeAllConnections()
  await new Promise((settle) => server.close(settle))
  await connection.close()
  await database.drop()
})

/** Posts a request that brings an address alone; the ticket that it became. */
async function posted(address: string) {
  const { port } = server.address() as AddressInfo
  const response = await fetch(`http://127.0.0.1:${port}/open311/v2/requests.json`, {
    method: 'POST',
    body: new URLSearchParams({ api_key: apiKey, service_code: 'RIXE', address_string: address }),
  })
  expect(response.status).toBe(201)
  const [request] = (await response.json()) as { service_request_id: string }[]
  return findTicket(database.pool, { number: Number(request?.service_request_id.split('-').at(-1)) })
}

describe('an Open311 request that brings an address alone', () => {
  it('[AD-6] becomes a ticket at that address when it is sure', async () => {
    expect(await posted('12 r. des lois, 31000 villeneuve')).toMatchObject({
      position: { lon: 1.4401, lat: 43.601 },
      address: '12 Rue des Lois',
      district: '1.1',
    })
  })

  it('[AD-6] becomes a ticket « à localiser » with its text when it is not', async () => {
    for (const address of ['14 rue des Lois', 'derrière le bar de la Marine', '%', 'ش']) {
      expect(await posted(address)).toMatchObject({ position: null, address, district: null })
    }
    expect(faults).toEqual([])
  })

  it('[AD-6] [AD-7] becomes a ticket « à localiser » when the search fails', async () => {
    placeAddress = (text) => Promise.reject(new Error(`no index for ${text}`))
    const address = '12 rue des Lois'
    expect(await posted(address)).toMatchObject({ position: null, address })
    expect(faults).toEqual(['Open311: an address was not placed'])
  })
})

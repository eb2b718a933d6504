import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { KeptCatalogues } from '../server/catalogue/kept-catalogues.ts'
import { Addresses } from '../server/city/address/addresses.ts'
import { type Deployment, loadDeployment } from '../server/city/deployment.ts'
import { ensureCity } from '../server/city/import/ensure-city.ts'
import { GroupCommit } from '../server/command/handle.ts'
import { WriterConnection } from '../server/command/writer-connection.ts'
import { migrate } from '../server/db/migrate.ts'
import { openPool } from '../server/db/pool.ts'
import { projectPath } from '../server/project.ts'
import { aDispatch } from '../server/test-dispatch.ts'
import { assess } from '../shared/catalogue/assess.ts'
import { Catalogues } from '../shared/catalogue/published.ts'
import { routeOf } from '../shared/catalogue/routing.ts'
import { sentCommandSchema } from '../shared/command.ts'
import type { Actor } from '../shared/event.ts'
import { instant } from '../shared/instant.ts'
import { nextPlace } from './load.ts'

const ACTOR: Actor = { id: 'bench', role: 'administrator', label: 'Banc', crewId: null }
const crewFileSchema = z.object({ crews: z.array(z.looseObject({ base: z.unknown() })).min(1) })

export interface Seed {
  tickets: number
  crews: number
  /** Crews sent to a ticket each; no more than there are of either. */
  sent: number
}

/** Fills an empty database through the one transaction, as if all had come in by the doors. */
export async function seed(databaseUrl: string, { tickets, crews, sent }: Seed): Promise<void> {
  await migrate(databaseUrl)
  const folder = projectPath('fixtures/toulouse/')
  const deployment = await loadDeployment(folder)
  const database = openPool(databaseUrl, { max: 2, onError: () => {} })
  await ensureCity(database, folder)
  const addresses = new Addresses(database, 'city')
  await addresses.refresh()
  const connection = new WriterConnection(databaseUrl)
  const faults: unknown[] = []
  const handler = new GroupCommit({
    connection,
    catalogues: new KeptCatalogues(new Catalogues(new Map([[1, deployment.catalogue]]))),
    now: () => instant(Date.now()),
    onCommitted: () => {},
    onFault: (error) => faults.push(error),
  })
  const submit = async (commands: readonly object[]) => {
    const answers = await Promise.all(
      commands.map((command) =>
        handler.submit(sentCommandSchema.parse({ id: randomUUID(), command }), ACTOR),
      ),
    )
    const refused = answers.find(({ status }) => status === 'refused')
    if (refused !== undefined)
      throw new Error(`The seed was refused: ${JSON.stringify(refused)}.`, { cause: faults[0] })
  }
  const ticketIds = Array.from({ length: tickets }, () => randomUUID())
  const crewIds = Array.from({ length: crews }, () => randomUUID())
  const models = crewFileSchema.parse(JSON.parse(await readFile(new URL('crews.json', folder), 'utf8'))).crews
  await submit(ticketIds.map((ticketId, index) => receive(deployment, addresses, ticketId, index)))
  await submit(crewIds.map((crewId, index) => register(models[index % models.length], crewId, index)))
  await submit(crewIds.map((crewId) => ({ type: 'come_on_duty', crewId, members: 2 })))
  await submit(
    crewIds.slice(0, sent).map((crewId, index) => aDispatch({ crewId, ticketId: ticketIds[index] ?? '' })),
  )
  await handler.drain()
  await connection.close()
  await database.end()
}

function receive(deployment: Deployment, addresses: Addresses, ticketId: string, index: number): object {
  const position = nextPlace()
  const services = ofThePcRadio(deployment.catalogue)
  const report = { id: randomUUID(), firstName: null, lastName: null, phone: null, email: null }
  return {
    type: 'receive_ticket',
    ticketId,
    serviceCode: services[index % services.length]?.code,
    position,
    address: addresses.streetNear(position),
    district: addresses.reverse(position).district?.code ?? null,
    channel: 'phone',
    report: { ...report, description: 'Deux voitures bloquent le passage.' },
  }
}

/** The types whose tickets stay on the board: the others are in a service's hands at once. */
function ofThePcRadio({ services, agencies }: Deployment['catalogue']): Deployment['catalogue']['services'] {
  return services.filter((service) => {
    const { priority, needs } = assess(service, {})
    const agency = agencies.find(({ code }) => code === needs.agency)
    return routeOf(agency, { priority, isLocated: true, isHazard: false }) === 'pc_radio'
  })
}

/** A crew like one of the fixture's, under another call sign and number than theirs. */
function register(model: object | undefined, id: string, index: number): object {
  const { base: _base, ...crew } = { base: null, ...model }
  // The town has no vehicle for each of a thousand crews.
  const own = { id, number: 1_000 + index, callSign: `BANC ${index}`, vehicle: null }
  return { type: 'register_crew', crew: { ...crew, ...own } }
}

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Agency, Service } from '../shared/catalogue/service.ts'
import type { Jurisdiction } from '../shared/jurisdiction.ts'
import { onCallRulesSchema } from '../shared/protocol/on-call.ts'
import { AGENCIES, HOLE, NOISE } from '../shared/test-board.ts'
import { type App, createApp } from './app.ts'
import type { Gateway } from './call-out/call-job.ts'
import { loadDeployment } from './city/deployment.ts'
import { Jurisdictions } from './city/jurisdiction.ts'
import { makeSmallCity } from './city/small-city.ts'
import { createTestDatabase } from './db/test-database.ts'
import { noPartners } from './delivery/partners.ts'
import { projectPath } from './project.ts'
import { freePort } from './server-process.ts'

/** A point of each town, and one of neither. */
export const IN_TOWN = { lat: '43.6', long: '1.44' }
export const IN_VILLAGE = { lat: '43.2', long: '1.2' }

const jurisdictions: Jurisdiction[] = [
  { id: 'villeneuve', prefix: 'VIL', territory: null },
  {
    id: 'bourg',
    prefix: 'BRG',
    territory: {
      type: 'Polygon',
      coordinates: [
        [
          [1.1, 43.1],
          [1.3, 43.1],
          [1.3, 43.3],
          [1.1, 43.3],
          [1.1, 43.1],
        ],
      ],
    },
  },
]
const never = { monday: [], tuesday: [], wednesday: [], thursday: [], friday: [], saturday: [], sunday: [] }
const named = (name: string) => ({ fr: name, en: name })

const BOURG_ROADS: Agency = {
  code: 'bourg_roads',
  name: named('Voirie de Bourg'),
  kind: 'city_service',
  workList: true,
}

/** What is taken in one town alone, in no hours, and whose receiver is by town. */
const services: Service[] = [
  NOISE,
  {
    ...HOLE,
    deadlines: { ...HOLE.deadlines, secured: 1_440 },
    agency: 'cleanliness',
    duplicates: { metres: 100, minutes: 60, by: 'road' },
    rules: [{ where: { districts: [], jurisdictions: ['bourg'] }, agency: BOURG_ROADS.code }],
  },
  {
    ...NOISE,
    code: 'MARKET',
    priority: 3,
    territory: {
      districts: [],
      jurisdictions: ['villeneuve'],
      elsewhere: named('Voyez la mairie de Bourg.'),
    },
  },
  { ...NOISE, code: 'PERMIT', priority: 4, openingHours: 'roads' },
]

/** For tests: one dispatch centre that serves two towns, with services and receivers of their own; the roads never open. */
export async function serveTwoTowns(gateway: Gateway | null = null): Promise<{
  app: App
  pool: App['database']
  address: string
  stop(): Promise<void>
}> {
  const database = await createTestDatabase()
  const folder = await mkdtemp(join(tmpdir(), 'vigie-'))
  await makeSmallCity(database.pool, 'city')
  const deployment = await loadDeployment(projectPath('fixtures/toulouse/'))
  const app = await createApp({
    databaseUrl: database.url,
    dataFolder: folder,
    deployment: {
      ...deployment,
      jurisdictions: new Jurisdictions(jurisdictions),
      catalogue: {
        families: [
          { code: 'noise', name: named('Bruit') },
          { code: 'roads', name: named('Voirie') },
        ],
        agencies: [...AGENCIES, BOURG_ROADS],
        services,
      },
      onCall: onCallRulesSchema.parse({
        changeOver: { day: 'friday', at: '12:00' },
        agencies: [
          { agency: 'roads', domain: 'roads', calendar: { hours: never, holidays: null, exceptions: [] } },
        ],
      }),
    },
    timesRealTime: 1,
    learnSpeeds: false,
    positionDays: 1,
    photographDays: 1,
    callerDays: 1,
    routing: null,
    gateway,
    partners: noPartners,
    callsOut: false,
    publicForm: true,
    onFault: (error, what) => {
      throw new Error(what, { cause: error })
    },
    onDropped: () => {},
  })
  const port = await freePort()
  await app.listen('127.0.0.1', port)
  return {
    app,
    pool: database.pool,
    address: `http://127.0.0.1:${port}`,
    stop: async () => {
      await app.close()
      await database.drop()
      await rm(folder, { recursive: true })
    },
  }
}

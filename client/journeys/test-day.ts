import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { KeptCatalogues } from '../../server/catalogue/kept-catalogues.ts'
import { loadDeployment } from '../../server/city/deployment.ts'
import { GroupCommit } from '../../server/command/handle.ts'
import { WriterConnection } from '../../server/command/writer-connection.ts'
import type { TestDatabase } from '../../server/db/test-database.ts'
import { derivedId } from '../../server/derived-id.ts'
import { projectPath } from '../../server/project.ts'
import { savePositionHistory } from '../../server/projection/position-history.ts'
import { Catalogues } from '../../shared/catalogue/published.ts'
import { type Command, sentCommandSchema } from '../../shared/command.ts'
import type { Actor } from '../../shared/event.ts'
import { type Line, pointOn } from '../../shared/geo.ts'
import { crewIdSchema } from '../../shared/id.ts'
import { instant, MINUTE, SECOND } from '../../shared/instant.ts'

const ACTOR: Actor = { id: 'past', role: 'administrator', label: 'Poste 1', crewId: null }
const FOLDER = projectPath('fixtures/toulouse/')
const crewsSchema = z.object({ crews: z.array(z.looseObject({ callSign: z.string(), base: z.unknown() })) })

/** The crews and what was said of them before the server starts, as it would have been kept at the time. */
export interface Past {
  /** Gives a command so many minutes ago. Throws where it is refused. */
  say(minutesAgo: number, command: object): Promise<void>
  /** Registers a crew of the demonstration, and returns its id. */
  crew(callSign: string): Promise<string>
  /** A crew went along a line, or stood, a fix every five seconds. */
  went(crewId: string, fromMinutesAgo: number, toMinutesAgo: number, line: Line): Promise<void>
  close(): Promise<void>
}

/** Lets things happen in a database whose server has not started yet. */
export async function openPast({ url, pool }: TestDatabase): Promise<Past> {
  const connection = new WriterConnection(url)
  const { catalogue } = await loadDeployment(FOLDER)
  const catalogues = new KeptCatalogues(new Catalogues(new Map([[1, catalogue]])))
  const started = Date.now()
  let now = instant(started)
  const handler = new GroupCommit({
    connection,
    catalogues,
    now: () => now,
    onFault: (error) => {
      throw error
    },
    onCommitted: () => {},
  })
  const say = async (minutesAgo: number, command: object) => {
    now = instant(started - minutesAgo * MINUTE)
    const sent = sentCommandSchema.parse({ id: randomUUID(), command })
    const answer = await handler.submit(sent, ACTOR)
    if (answer.status === 'refused') throw new Error(`${(command as Command).type}: ${answer.refusal.code}`)
  }
  return {
    say,
    crew: async (callSign) => {
      const file = JSON.parse(readFileSync(new URL('crews.json', FOLDER), 'utf8'))
      const { base: _, ...crew } =
        crewsSchema.parse(file).crews.find((one) => one.callSign === callSign) ?? {}
      const id = derivedId('crew', callSign)
      await say(2 * 24 * 60, { type: 'register_crew', crew: { ...crew, id } })
      return id
    },
    went: async (crewId, from, to, line) => {
      const fixes = Math.floor(((from - to) * MINUTE) / (5 * SECOND))
      const legs = Math.max(1, line.length - 1)
      const passed = Array.from({ length: fixes }, (_one, index) => {
        const along = (index / fixes) * legs
        const at = instant(started - from * MINUTE + index * 5 * SECOND)
        const { lon, lat } = pointOn(line, Math.floor(along), along % 1)
        const fix = { accuracy: 6, heading: null, speed: null, doubt: null, receivedAt: at }
        return { ...fix, crewId: crewIdSchema.parse(crewId), source: crewId, lon, lat, at }
      })
      await savePositionHistory(pool, passed)
    },
    close: async () => {
      await handler.drain()
      await connection.close()
    },
  }
}

/** A ticket that a crew was sent to, in as many steps as it has minutes: sent, en route, on scene, done. */
export async function worked(
  past: Past,
  {
    crewId,
    serviceCode,
    lon,
    lat,
    address,
  }: Record<'crewId' | 'serviceCode' | 'address', string> & { lon: number; lat: number },
  [sent, ...steps]: readonly number[],
): Promise<void> {
  const [ticketId, assignmentId] = [randomUUID(), randomUUID()]
  const caller = { description: null, firstName: null, lastName: null, phone: null, email: null }
  await past.say((sent ?? 0) + 1, {
    type: 'receive_ticket',
    ticketId,
    serviceCode,
    position: { lon, lat },
    address,
    district: null,
    channel: 'phone',
    report: { id: randomUUID(), ...caller },
  })
  const send = { type: 'dispatch_crew', assignmentId, ticketId, crewId, mode: 'send', alongside: [] }
  await past.say(sent ?? 0, { ...send, suggestion: null })
  const [enRoute, onScene, cleared] = steps
  if (enRoute !== undefined) await past.say(enRoute, { type: 'go_en_route', assignmentId })
  if (onScene !== undefined) await past.say(onScene, { type: 'arrive', assignmentId })
  if (cleared !== undefined) await past.say(cleared, { type: 'clear', assignmentId, outcome: 'done' })
}

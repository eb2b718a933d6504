import { z } from 'zod'
import type { PersonId } from '../../shared/id.ts'
import type { Instant } from '../../shared/instant.ts'
import { instantSchema } from '../../shared/instant.ts'
import { type ComingHole, comingHoles } from '../../shared/on-call/coming-holes.ts'
import { onCallAt, type Rota, watchesOf } from '../../shared/on-call/rota.ts'
import { onCallDomainSchema } from '../../shared/on-call/turn.ts'
import { domainWords } from '../../shared/words.ts'
import type { LiveBoard } from '../broadcast/live-board.ts'
import type { Deployment } from '../city/deployment.ts'
import type { Database } from '../db/pool.ts'
import { deliver } from '../delivery/deliver.ts'
import { dialled } from '../delivery/dialled.ts'
import type { JobKind } from '../job/job-runner.ts'
import { forgetHoleNotice, holeTold } from '../projection/hole-notice.ts'
import { loadContacts } from '../projection/on-call.ts'
import type { Gateway } from './call-job.ts'

/** The kind of job that tells a manager of a hole in the rota. */
export const HOLE_NOTICE = 'hole_notice'

const bodySchema = z.object({
  noticeId: z.string(),
  domain: onCallDomainSchema,
  from: instantSchema,
  until: instantSchema.nullable(),
})

interface Dependencies {
  database: Database
  live: LiveBoard
  deployment: Pick<Deployment, 'onCall' | 'timeZone'>
  gateway: Gateway
  now: () => Instant
}

/** Tells the manager on call by SMS; of a hole that was filled meanwhile nobody. */
export function holeJobs({ database, live, deployment, gateway, now }: Dependencies): JobKind {
  const { onCall, timeZone } = deployment
  return {
    name: HOLE_NOTICE,
    atOnce: 5,
    leaseMs: 30_000,
    patience: { tries: 8, firstMs: 2_000, longestMs: 10 * 60_000 },
    perform: async ({ id, body }) => {
      const told = bodySchema.parse(body)
      const rota = [...live.board.turns.values()]
      const hole = comingHoles(rota, onCall, now(), timeZone).find(
        ({ domain, from, until }) => domain === told.domain && from === told.from && until === told.until,
      )
      if (hole === undefined) {
        await forgetHoleNotice(database, told.noticeId)
        return { status: 'done' }
      }
      const personId = managerAt(rota, now())
      const [contact] = personId === null ? [] : await loadContacts(database, [personId])
      if (personId === null || contact === undefined) return { status: 'never', problem: 'no_manager' }
      const text = holeText(hole, timeZone, `${gateway.publicUrl}/console#rota`)
      const message = { id, channel: 'sms', to: dialled(contact.phone), text, language: 'fr' }
      const outcome = await deliver(gateway, { key: id, body: message })
      if (outcome.status === 'done') await holeTold(database, told.noticeId, personId, now())
      return outcome
    },
  }
}

/** The manager on call, else the next who will be; null where none is planned. */
function managerAt(rota: Rota, now: Instant): PersonId | null {
  const [onCall] = onCallAt(rota, 'managers', now)
  if (onCall !== undefined) return onCall.personId
  const [next] = rota
    .filter(({ domain, until }) => domain === 'managers' && until > now)
    .flatMap(watchesOf)
    .filter(({ from }) => from > now)
    .sort((one, other) => one.from - other.from)
  return next?.personId ?? null
}

/** « Trou dans l’astreinte Voirie : personne du ven. 27/11 17:00 au sam. 28/11 12:00. Pour le combler : … » */
function holeText({ domain, nobodyFrom, until }: ComingHole, timeZone: string, link: string): string {
  const format = new Intl.DateTimeFormat('fr-FR', {
    timeZone,
    weekday: 'short',
    day: '2-digit',
    month: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  })
  const from = format.format(nobodyFrom)
  const span = until === null ? `à partir du ${from}` : `du ${from} au ${format.format(until)}`
  return `Trou dans l’astreinte ${domainWords.fr.onCall[domain]} : personne ${span}. Pour le combler : ${link}`
}

import { type Response, Router } from 'express'
import { z } from 'zod'
import { maySeeFigures } from '../../../shared/authority.ts'
import { type Days, type DaysProblem, dayAt, MOST_DAYS, problemOfDays } from '../../../shared/figures/days.ts'
import type { LiveBoard } from '../../broadcast/live-board.ts'
import { type FiguresDependencies, readFigures } from '../../read/figures.ts'
import { figuresTable } from '../../read/figures-table.ts'
import { KeptFigures } from '../../read/kept-figures.ts'
import { RequestThrottle } from '../../session/throttle.ts'
import { csv } from './csv.ts'
import { refuse, refuseQuery } from './errors.ts'
import { sessionOf, sessionRequired } from './session.ts'

/** For one session: a screen asks every half minute, and once for each day it turns to. */
const MOST_A_MINUTE = 60

const PROBLEMS: Record<DaysProblem, string> = {
  malformed: 'from and to must be days, as 2026-11-27',
  backwards: 'to must not be before from',
  to_come: 'to must not be after today',
  too_long: `from and to must be at most ${MOST_DAYS} days, both included`,
}

const day = z.string('must be given once, as 2026-11-27').max(20, 'must be a day, as 2026-11-27')

/** Without `from` it is today; without `to`, that one day. */
const daysSchema = (today: string) =>
  z
    .strictObject({ from: day.optional(), to: day.optional(), locale: z.enum(['fr', 'en']).default('fr') })
    .refine(({ from, to }) => from !== undefined || to === undefined, 'to goes with from')
    .transform(({ from = today, to = from, locale }, context) => {
      const problem = problemOfDays({ from, to }, today)
      if (problem === null) return { days: { from, to }, locale }
      context.addIssue(PROBLEMS[problem])
      return z.NEVER
    })

/** `/api/figures`, `/api/figures.csv`: what came in on some days and how long it took, for those who answer for it. */
export function figuresRouter({
  live,
  ...dependencies
}: FiguresDependencies & { live: Pick<LiveBoard, 'seq'> }): Router {
  const { database, timeZone, now } = dependencies
  const router = Router()
  const throttle = new RequestThrottle()
  const kept = new KeptFigures(
    (days) => readFigures(days, dependencies),
    () => live.seq,
    now,
  )
  router.use(['/figures', '/figures.csv'], sessionRequired(database), (_request, response, next) => {
    const { id, role } = sessionOf(response)
    const wait = throttle.wait(id, MOST_A_MINUTE, now())
    if (wait > 0)
      return refuse(response.set('Retry-After', String(wait)), 429, 'too_many_requests', { seconds: wait })
    if (!maySeeFigures(role)) return refuse(response, 403, 'forbidden')
    response.setHeader('Cache-Control', 'no-store')
    next()
  })
  router.get('/figures', async (request, response) => {
    const asked = askedOf(request.query, response)
    if (asked !== null) response.json(await kept.of(asked.days))
  })
  router.get('/figures.csv', async (request, response) => {
    const asked = askedOf(request.query, response)
    if (asked === null) return
    const { days, locale } = asked
    const table = figuresTable(await kept.of(days), locale)
    response.attachment(fileName(days)).type('text/csv').send(csv(table))
  })
  return router

  function askedOf(query: unknown, response: Response) {
    const parsed = daysSchema(dayAt(now(), timeZone)).safeParse(query)
    if (parsed.success) return parsed.data
    refuseQuery(response, parsed.error)
    return null
  }
}

function fileName({ from, to }: Days): string {
  return from === to ? `vigie-${from}.csv` : `vigie-${from}-${to}.csv`
}

import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { sentCommandSchema } from '../shared/command.ts'
import type { Actor } from '../shared/event.ts'
import { DAY, type Instant } from '../shared/instant.ts'
import { clockSchema, dayAt, instantAt, weekdays } from '../shared/on-call/calendar.ts'
import type { Span } from '../shared/on-call/span.ts'
import { onCallDomainSchema, orderSchema } from '../shared/on-call/turn.ts'
import { onCallWeeks } from '../shared/on-call/week.ts'
import { weekday } from '../shared/wall-clock.ts'
import type { Deployment } from './city/deployment.ts'
import type { CommandHandler } from './command/handle.ts'
import { derivedId } from './derived-id.ts'

const rotaSchema = z.strictObject({
  people: z.array(z.strictObject({ name: z.string(), phone: z.string() })),
  /** As many weeks as the rota takes to come round; a turn is the whole week, unless it ends before. */
  weeks: z
    .array(
      z.array(
        z.strictObject({
          domain: onCallDomainSchema,
          order: orderSchema,
          person: z.string(),
          until: z.strictObject({ day: z.enum(weekdays), at: clockSchema }).optional(),
        }),
      ),
    )
    .min(1),
})
type PlannedTurn = z.infer<typeof rotaSchema>['weeks'][number][number]

export interface RotaDependencies {
  handler: CommandHandler
  cityFolder: URL
  deployment: Pick<Deployment, 'onCall' | 'timeZone'>
  now: Instant
  actor: Actor
}

/**
 * Makes the people of the demonstration's rota, and its turns from this week on. Each week's command has an id of its
 * own, so that a demonstration that is started again adds the weeks to come, and nothing twice.
 */
export async function ensureRota({
  handler,
  cityFolder,
  deployment: { onCall, timeZone },
  now,
  actor,
}: RotaDependencies): Promise<void> {
  const { people, weeks } = rotaSchema.parse(
    JSON.parse(await readFile(new URL('rota.json', cityFolder), 'utf8')),
  )
  const say = (id: string, command: object) => handler.submit(sentCommandSchema.parse({ id, command }), actor)
  for (const { name, phone } of people) {
    const personId = derivedId('on-call person', name)
    await say(derivedId('register on-call person', name), {
      type: 'register_on_call_person',
      personId,
      name,
      phone,
    })
  }
  for (const week of onCallWeeks(now, weeks.length, onCall.changeOver, timeZone)) {
    const number = Math.round(week.from / (7 * DAY))
    const turns = weeks[number % weeks.length] ?? []
    await say(derivedId('plan on-call week', String(number)), {
      type: 'plan_turns',
      turns: turns.map((turn) => planned(turn, number, week, timeZone)),
    })
  }
}

function planned(
  { domain, order, person, until }: PlannedTurn,
  number: number,
  week: Span,
  timeZone: string,
) {
  return {
    turnId: derivedId('turn', `${number} ${domain} ${order}`),
    domain,
    order,
    personId: derivedId('on-call person', person),
    from: week.from,
    until: until === undefined ? week.until : withinWeek(week, until, timeZone),
  }
}

/** The first time after the week's change-over that clocks show that day and hour. */
function withinWeek(week: Span, { day, at }: NonNullable<PlannedTurn['until']>, timeZone: string): Instant {
  const first = dayAt(week.from, timeZone)
  const ahead = (weekdays.indexOf(day) - weekday(first) + 7) % 7
  return instantAt(first + ahead, at, timeZone)
}

import { z } from 'zod'
import { callOutRulesSchema } from '../call-out/plan.ts'
import { agencySchema } from '../catalogue/service.ts'
import { lonLatSchema } from '../geo.ts'
import { personIdSchema } from '../id.ts'
import { instantSchema } from '../instant.ts'
import { calendarSchema } from '../on-call/calendar.ts'
import { workedSchema } from '../on-call/rest.ts'
import { onCallDomainSchema } from '../on-call/turn.ts'
import { changeOverSchema } from '../on-call/week.ts'
import { localizedSchema, textSchema } from '../text.ts'
import { knownPlaceSchema } from './place.ts'

/** What a town decides of being on call: when a week begins, and when the agency of each domain is open. */
export const onCallRulesSchema = z.strictObject({
  changeOver: changeOverSchema,
  /** By its code in the catalogue, whose place the domain takes when it is closed. A domain without one is on call at any hour. */
  agencies: z.array(
    z.strictObject({ agency: agencySchema.shape.code, domain: onCallDomainSchema, calendar: calendarSchema }),
  ),
  callOut: callOutRulesSchema.prefault({}),
})
export type OnCallRules = z.infer<typeof onCallRulesSchema>

/** `GET /api/on-call/people`: those whom this session may reach, by name. */
export const onCallPeopleSchema = z.object({
  people: z.array(z.object({ id: personIdSchema, name: z.string(), phone: z.string() })),
})
export type OnCallContact = z.infer<typeof onCallPeopleSchema>['people'][number]

/** `GET /api/on-call/worked`: what people worked while on call, in the last two days. */
export const workedAnswerSchema = z.object({ worked: z.array(workedSchema) })

/** `GET /api/on-call/hole-notices`: of which holes in the rota, that are not over, a manager was told, and when. */
export const holeNoticeSchema = z.object({
  domain: onCallDomainSchema,
  from: instantSchema,
  /** Null where nobody is planned after it. */
  until: instantSchema.nullable(),
  toldAt: instantSchema,
  personId: personIdSchema,
})
export type HoleNotice = z.infer<typeof holeNoticeSchema>
export const holeNoticesSchema = z.object({ notices: z.array(holeNoticeSchema) })

/** What whoever is called may do with their link. */
export const callLinkActionSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('accept'), minutes: z.int().min(0).max(240) }),
  z.strictObject({ type: z.literal('decline'), reason: textSchema(200) }),
  z.strictObject({ type: z.literal('arrive') }),
  z.strictObject({ type: z.literal('secure') }),
])
export type CallLinkAction = z.infer<typeof callLinkActionSchema>

/** `GET /api/call-link`: what a person is called for, and where that stands for them. */
export const callLinkSchema = z.object({
  /** `taken`: by someone else; `over`: the ticket or the call-out has ended. */
  state: z.enum(['ringing', 'accepted', 'on_scene', 'secured', 'declined', 'taken', 'over']),
  stateAt: instantSchema,
  expectedAt: instantSchema.nullable(),
  domain: onCallDomainSchema,
  ticketNumber: z.int(),
  what: localizedSchema.nullable(),
  position: lonLatSchema.nullable(),
  address: z.string().nullable(),
  descriptions: z.array(z.string()),
  receivedAt: instantSchema,
  dueAt: instantSchema,
  known: z.array(knownPlaceSchema),
  timeZone: z.string(),
})
export type CallLinkView = z.infer<typeof callLinkSchema>

import { z } from 'zod'
import { type Answer, answersSchema } from '../../shared/catalogue/answer.ts'
import { assess } from '../../shared/catalogue/assess.ts'
import { untaken } from '../../shared/catalogue/availability.ts'
import type { Circumstances } from '../../shared/catalogue/circumstances.ts'
import { misfits } from '../../shared/catalogue/fit.ts'
import type { Question } from '../../shared/catalogue/question.ts'
import { type Service, serviceCodeSchema } from '../../shared/catalogue/service.ts'
import type { CommandOf } from '../../shared/command.ts'
import { lonLatSchema } from '../../shared/geo.ts'
import { reportIdSchema, ticketIdSchema } from '../../shared/id.ts'
import { phoneKey, phoneText } from '../../shared/intake/phone.ts'
import { plainText } from '../../shared/text.ts'
import type { Alike } from '../../shared/ticket/likeness.ts'

export const LONGEST_DESCRIPTION = 4000
export const LONGEST_NAME = 100
/** Room enough to see that a number is wrong. */
export const LONGEST_PHONE = 40

const placeSchema = lonLatSchema.extend({
  address: z.string().nullable(),
  district: z.object({ code: z.string(), short: z.string() }).nullable(),
})

/** One thing that a caller tells of. It has its ids from the start: sent twice it is one ticket. */
const subjectSchema = z.object({
  ticketId: ticketIdSchema,
  reportId: reportIdSchema,
  serviceCode: serviceCodeSchema.nullable(),
  answers: answersSchema,
  description: z.string().max(LONGEST_DESCRIPTION),
  /** Null: nobody could tell where, « à localiser ». */
  place: placeSchema.nullable(),
  /** What was typed of the place. */
  placeText: z.string().max(200),
  /** The ticket that the operator takes it for one more report of, or none; null: not said. */
  same: z.union([ticketIdSchema, z.literal('none')]).nullable(),
  /** What it was sent as one more report of, and how alike the two were. */
  joins: z.object({ ticketId: ticketIdSchema, score: z.number() }).nullable(),
})
export type Subject = z.infer<typeof subjectSchema>

/** A call as it is being taken. Personal: on the screen, and on the device for a day at most. */
export const callSchema = z.object({
  id: z.uuid(),
  /** On this device's clock, in milliseconds since 1970; null until something is said. */
  startedAt: z.number().nullable(),
  phone: z.string().max(LONGEST_PHONE),
  name: z.string().max(LONGEST_NAME),
  /** Whether they agree to be rung back; null: not asked. */
  mayCallBack: z.boolean().nullable().default(null),
  /** Whether they want the link to follow it by SMS. */
  sendsLink: z.boolean().default(false),
  /** What was sent already, in this call: their numbers where the server gave them. */
  sent: z.array(z.object({ ticketId: ticketIdSchema, number: z.int().nullable() })),
  subject: subjectSchema,
})
export type Call = z.infer<typeof callSchema>

type CallChange = Partial<Pick<Call, 'phone' | 'name' | 'mayCallBack' | 'sendsLink'>>
type SubjectChange = Partial<Pick<Subject, 'serviceCode' | 'description' | 'place' | 'placeText' | 'same'>>

function newSubject(): Subject {
  return {
    ticketId: ticketIdSchema.parse(crypto.randomUUID()),
    reportId: reportIdSchema.parse(crypto.randomUUID()),
    serviceCode: null,
    answers: {},
    description: '',
    place: null,
    placeText: '',
    same: null,
    joins: null,
  }
}

/** A call that nobody has said anything in; `phone` (E.164) where the telephone told who rings. */
export function newCall(phone: string | null = null): Call {
  return {
    id: crypto.randomUUID(),
    startedAt: null,
    phone: phone === null ? '' : phoneText(phone),
    name: '',
    mayCallBack: null,
    sendsLink: false,
    sent: [],
    subject: newSubject(),
  }
}

/** Whether something would be lost with it. */
export function isBegun({ phone, name, sent, subject }: Call): boolean {
  const { serviceCode, description, place, placeText } = subject
  const own = serviceCode !== null || plainText(description) !== ''
  // Who and where were sent with the subject before.
  if (own || sent.length > 0) return own
  return place !== null || [placeText, phone, name].some((text) => plainText(text) !== '')
}

/** The call after someone said or chose something. */
export function changed(
  call: Call,
  { phone, name, mayCallBack, sendsLink, ...subject }: CallChange & SubjectChange,
  now: number,
): Call {
  const retyped = subject.serviceCode !== undefined && subject.serviceCode !== call.subject.serviceCode
  const moved = subject.place !== undefined && subject.place !== call.subject.place
  return {
    ...call,
    startedAt: call.startedAt ?? now,
    ...(phone !== undefined && { phone: phone.slice(0, LONGEST_PHONE) }),
    ...(name !== undefined && { name: name.slice(0, LONGEST_NAME) }),
    ...(mayCallBack !== undefined && { mayCallBack }),
    ...(sendsLink !== undefined && { sendsLink }),
    // Answers are to the questions of a type.
    subject: {
      ...call.subject,
      ...((retyped || moved) && { same: null }),
      ...(retyped && { answers: {} }),
      ...subject,
    },
  }
}

/** The call with an answer more, or with one taken back where it is undefined. */
export function answered(call: Call, { code }: Question, answer: Answer | undefined): Call {
  const { [code]: _before, ...others } = call.subject.answers
  const answers = answer === undefined ? others : { ...others, [code]: answer }
  return { ...call, subject: { ...call.subject, answers } }
}

/** The same caller tells of something else: who and where stay, the rest begins anew. */
export function nextSubject(call: Call, number: number | null): Call {
  const { place, placeText, ticketId } = call.subject
  return {
    ...call,
    sent: [...call.sent, { ticketId, number }],
    subject: { ...newSubject(), place, placeText },
  }
}

/** From this score on a call is taken for one more report of the likest ticket, unless the operator says otherwise. */
const TAKEN_FOR_SAME = 0.7

/** The ticket that a call is one more report of, among those it is like; null where it makes one of its own. */
export function sameOf({ same }: Pick<Subject, 'same'>, alike: readonly Alike[]): Alike | null {
  if (same !== null) return alike.find(({ ticket }) => ticket.id === same) ?? null
  const [likest] = alike
  return likest !== undefined && likest.score >= TAKEN_FOR_SAME ? likest : null
}

/**
 * What keeps a call from being sent, the first thing first; null where nothing does. Without `circumstances`, the type is
 * taken: it is one more report of what is known.
 */
export function obstacleOf(
  { phone, subject }: Call,
  service: Service | undefined,
  circumstances: Circumstances | null = null,
): 'type' | 'phone' | 'untaken' | null {
  if (subject.serviceCode === null || service === undefined) return 'type'
  if (phone.trim() !== '' && phoneKey(phone) === null) return 'phone'
  if (circumstances === null) return null
  const { priority } = assess(service, subject.answers, circumstances)
  return untaken(service, priority, circumstances) === null ? null : 'untaken'
}

/** What makes the ticket. Answers to questions that are not asked are left out: nobody heard them. Throws where there is an obstacle. */
export function commandOf(call: Call, service: Service): CommandOf<'receive_ticket'> {
  const { ticketId, reportId, answers, description, place, placeText, joins } = call.subject
  const obstacle = obstacleOf(call, service)
  if (obstacle !== null) throw new Error(`The call cannot be sent: ${obstacle}.`)
  const asked = new Set(assess(service, answers).asked.map(({ code }) => code))
  const wrong = new Set(misfits(service, answers))
  const kept = Object.entries(answers).filter(([code]) => asked.has(code) && !wrong.has(code))
  const text = (written: string) => plainText(written) || null
  const key = phoneKey(call.phone)
  return {
    type: 'receive_ticket',
    ticketId,
    serviceCode: service.code,
    position: place && { lon: place.lon, lat: place.lat },
    address: text(place?.address ?? placeText),
    district: place?.district?.code ?? null,
    channel: 'phone',
    report: {
      id: reportId,
      description: text(description),
      firstName: null,
      lastName: text(call.name),
      phone: key && phoneText(key),
      email: null,
      ...(call.mayCallBack !== null && { mayCallBack: call.mayCallBack }),
    },
    ...(call.sendsLink && key !== null && { sendsLink: true }),
    ...(joins !== null && { joins }),
    ...(kept.length > 0 && { answers: Object.fromEntries(kept) }),
  }
}

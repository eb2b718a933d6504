import { z } from 'zod'
import { type Answers, answersSchema } from '../../shared/catalogue/answer.ts'
import { type Assessment, assess } from '../../shared/catalogue/assess.ts'
import { type Untaken, untaken } from '../../shared/catalogue/availability.ts'
import type { Question } from '../../shared/catalogue/question.ts'
import { URGENT } from '../../shared/catalogue/routing.ts'
import { lonLatSchema } from '../../shared/geo.ts'
import { DAY, type Instant } from '../../shared/instant.ts'
import type { AskedType } from '../../shared/open311/extension.ts'
import { circumstancesOf, type OpenTown } from '../../shared/town.ts'

/** As the door takes them. */
export const LONGEST_DESCRIPTION = 4_000
export const LONGEST_ADDRESS = 200
/** A draft is nobody's but who began it: a telephone goes through other hands. */
const KEPT_MS = DAY

/** A point, and how it is called where that is known; or words alone, that a person will place. */
const placeSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('point'),
    at: lonLatSchema,
    label: z.string().nullable(),
    /** By its code. */
    district: z.string().nullable(),
    /** How far off the device may be; null where a person pointed at it. */
    metres: z.number().nullable(),
    /** A person said that it is there. */
    confirmed: z.boolean(),
  }),
  z.object({ kind: z.literal('words'), text: z.string().min(1).max(LONGEST_ADDRESS) }),
])
export type ReportPlace = z.infer<typeof placeSchema>

const draftSchema = z.object({
  /** Names the report for the door: sent again under it, it is the same one. */
  id: z.string().min(1).max(200),
  changedAt: z.number(),
  serviceCode: z.string().nullable(),
  answers: answersSchema,
  place: placeSchema.nullable(),
  description: z.string().max(LONGEST_DESCRIPTION),
  /** It was sent, and may have been taken: nothing of it changes, unless it becomes another. */
  unanswered: z.boolean(),
})
export type ReportDraft = z.infer<typeof draftSchema>

export function newDraft(id: string, changedAt: number): ReportDraft {
  return {
    id,
    changedAt,
    serviceCode: null,
    answers: {},
    place: null,
    description: '',
    unanswered: false,
  }
}

/** Whether there is anything in it. */
export function isBegun({ serviceCode, place, description }: ReportDraft): boolean {
  return serviceCode !== null || place !== null || description !== ''
}

/** What a device kept, where it is a draft and not too old; else undefined. */
export function keptDraft(raw: unknown, now: number): ReportDraft | undefined {
  const draft = draftSchema.safeParse(raw).data
  const age = now - (draft?.changedAt ?? 0)
  return age >= 0 && age < KEPT_MS ? draft : undefined
}

/** What keeps a draft from being sent, in the order of the page: a part of it, or the code of a question. */
export type DraftProblem =
  | { part: 'type' | 'place' | 'confirm' | 'untaken' }
  | { part: 'answer'; code: string }

/** What a report comes to: its answers, and why it is not taken there or now, if it is not. */
export interface Standing {
  assessment: Assessment
  untaken: Untaken | null
}

/** Who deals with it there, at `now`, and whether it is taken at all. */
export function standingOf(
  type: AskedType,
  { answers, place }: ReportDraft,
  town: OpenTown,
  now: Instant,
): Standing {
  const point = place?.kind === 'point' ? place : null
  const where = { position: point?.at ?? null, district: point?.district ?? null }
  const circumstances = circumstancesOf(town, where, now)
  const assessment = assess(type, answers, circumstances)
  return { assessment, untaken: untaken(type, assessment.priority, circumstances) }
}

/** `standing` is undefined until the type's questions are there. */
export function problemsOf(draft: ReportDraft, standing: Standing | undefined): DraftProblem[] {
  const { place } = draft
  const where: DraftProblem[] =
    place === null
      ? [{ part: 'place' }]
      : place.kind === 'point' && !place.confirmed
        ? [{ part: 'confirm' }]
        : []
  if (standing === undefined) return [{ part: 'type' }, ...where]
  const missing = standing.assessment.missing.map(({ code }) => ({ part: 'answer' as const, code }))
  return [...missing, ...where, ...(standing.untaken === null ? [] : [{ part: 'untaken' as const }])]
}

/** Whether it may be sent all the same: someone may be in danger, and only answers are missing. */
export function maySendUnanswered(
  problems: readonly DraftProblem[],
  { assessment: { priority } }: Standing,
): boolean {
  return priority <= URGENT && problems.length > 0 && problems.every(({ part }) => part === 'answer')
}

/** The fields of the request, as Open311 names them: the answers to what is asked alone. */
export function fieldsOf(draft: ReportDraft, asked: readonly Question[]): [string, string][] {
  const { serviceCode, place, description, answers } = draft
  const fields: [string, string][] = [['service_code', serviceCode ?? '']]
  if (place?.kind === 'words') fields.push(['address_string', place.text])
  if (place?.kind === 'point') {
    fields.push(['lat', place.at.lat.toFixed(6)], ['long', place.at.lon.toFixed(6)])
    if (place.label !== null) fields.push(['address_string', place.label])
  }
  if (description.trim() !== '') fields.push(['description', description])
  return [...fields, ...asked.flatMap((question) => attributesOf(question, answers))]
}

function attributesOf({ code, datatype }: Question, answers: Answers): [string, string][] {
  const answer = answers[code]
  if (answer === undefined) return []
  if (Array.isArray(answer)) return answer.map((key) => [`attribute[${code}][]`, key])
  const written = datatype === 'datetime' ? new Date(Number(answer)).toISOString() : String(answer)
  return [[`attribute[${code}]`, written]]
}

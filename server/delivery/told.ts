import type { Answer } from '../../shared/catalogue/answer.ts'
import type { ServiceOf } from '../../shared/catalogue/published.ts'
import { choicesOf, type Question } from '../../shared/catalogue/question.ts'
import type { Instant } from '../../shared/instant.ts'
import type { Localized } from '../../shared/text.ts'
import { type Ticket, ticketReference } from '../../shared/ticket/ticket.ts'
import type { ToldReport } from '../projection/report.ts'
import { dateOf } from './other-town.ts'

/** An answer that was chosen, a number or a date: never words that someone wrote. */
interface ToldAnswer {
  code: string
  label: Localized
  text: Localized
  /** As it was given: keys of choices, a number, a date and time. */
  given: readonly string[]
}

/** All that a partner is told of a ticket: nobody's name, number or words. */
export interface Told {
  /** Of the delivery: the same however often it comes. */
  id: string
  agency: string
  handedAt: Instant
  /** « F-2041 » */
  reference: string
  priority: Ticket['priority']
  receivedAt: Instant
  /** By when the town promised that someone is there, or that it is made safe. */
  dueAt: Instant
  service: { code: string; name: Localized }
  address: string | null
  position: Ticket['position']
  reports: number
  answers: ToldAnswer[]
}

/** That a ticket was taken back from a partner that was told of it, or may have been. */
export interface TakenBack {
  /** Of this delivery: the same however often it comes. */
  id: string
  /** As it was told. */
  told: Told
  takenBackAt: Instant
  /** Of theirs, where one is known. */
  reference: string | null
}

interface HandOff {
  id: string
  agency: string
  handedAt: Instant
}

/** What a partner is told of a ticket that is handed to it, by its first report's answers. */
export function toldOf(
  { id, agency, handedAt }: HandOff,
  ticket: Ticket,
  reports: readonly ToldReport[],
  serviceOf: ServiceOf,
  timeZone: string,
): Told {
  const { priority, receivedAt, address, position, serviceCode } = ticket
  const name = serviceOf(ticket)?.name ?? { fr: serviceCode, en: serviceCode }
  const own = reports.find(({ ticketId }) => ticketId === ticket.id)
  return {
    id,
    agency,
    handedAt,
    reference: ticketReference(ticket),
    priority,
    receivedAt,
    dueAt: ticket.deadline.dueAt,
    service: { code: serviceCode, name },
    address,
    position,
    reports: ticket.reports,
    answers: own === undefined ? [] : answersOf(own, serviceOf, timeZone),
  }
}

function answersOf(report: ToldReport, serviceOf: ServiceOf, timeZone: string): ToldAnswer[] {
  const { serviceCode, catalogueVersion, answers } = report
  if (serviceCode === null || catalogueVersion === null) return []
  const questions = serviceOf({ serviceCode, catalogueVersion })?.questions ?? []
  return questions.flatMap((question) => {
    const answer = answers[question.code]
    const text = answer === undefined ? null : textOf(answer, question, timeZone)
    if (answer === undefined || text === null) return []
    return [{ code: question.code, label: question.label, text, given: givenAs(answer, question) }]
  })
}

/** Null for what was written freely: it may name someone. */
function textOf(answer: Answer, question: Question, timeZone: string): Localized | null {
  const { datatype } = question
  if (datatype === 'number') return typeof answer === 'number' ? both(String(answer)) : null
  if (datatype === 'datetime') return typeof answer === 'number' ? both(timeText(answer, timeZone)) : null
  const choices = choicesOf(question)
  const named = [answer].flat().flatMap((key) => choices.find((choice) => choice.key === key)?.name ?? [])
  if (named.length === 0) return null
  return { fr: named.map(({ fr }) => fr).join(', '), en: named.map(({ en }) => en).join(', ') }
}

function givenAs(answer: Answer, { datatype }: Question): string[] {
  if (datatype === 'datetime' && typeof answer === 'number') return [dateOf(answer)]
  return [answer].flat().map(String)
}

function both(text: string): Localized {
  return { fr: text, en: text }
}

/** « 27/11/2026 13:05 », where the town is. */
function timeText(at: number, timeZone: string): string {
  const format = new Intl.DateTimeFormat('fr-FR', { timeZone, dateStyle: 'short', timeStyle: 'short' })
  return format.format(at)
}

/** The ticket in French, a line for each thing: what a letter and a request to another town say. */
export function linesOf(told: Told, timeZone: string): string[] {
  const { position } = told
  return [
    `Quoi : ${told.service.name.fr}`,
    `Priorité : ${told.priority} (de 1, la plus urgente, à 4)`,
    `Où : ${oneLine(told.address ?? 'adresse inconnue')}`,
    ...(position === null
      ? []
      : [`Position : ${position.lat.toFixed(6)}, ${position.lon.toFixed(6)} (latitude, longitude)`]),
    `Reçue le ${timeText(told.receivedAt, timeZone)}, transmise le ${timeText(told.handedAt, timeZone)}`,
    ...(told.reports > 1 ? [`Signalements : ${told.reports}`] : []),
    ...told.answers.map(({ label, text }) => `${label.fr} : ${text.fr}`),
  ]
}

export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ').trim()
}

import type { Instant } from './instant.ts'
import type { Refusal } from './refusal.ts'
import type { Locale } from './text.ts'
import { unbroken } from './typography.ts'
import { domainWords } from './words.ts'

/** Why a command was refused, in one sentence: the fact, then what can be done. `clock` writes an instant. */
export function explainRefusal(refusal: Refusal, locale: Locale, clock: (at: Instant) => string): string {
  return locale === 'fr' ? inFrench(refusal, clock) : inEnglish(refusal, clock)
}

function inFrench(refusal: Refusal, clock: (at: Instant) => string): string {
  const { duty, assignment, ticket } = domainWords.fr
  switch (refusal.code) {
    case 'ticket_engaged':
      return `Déjà engagé par ${refusal.by} à ${clock(refusal.at)} : ${unbroken(refusal.callSign)}.`
    case 'crew_engaged':
      return `${unbroken(refusal.callSign)} est déjà sur F-${refusal.ticketNumber}, engagé par ${refusal.by} à ${clock(refusal.at)}.`
    case 'crew_on_scene':
      return `${unbroken(refusal.callSign)} est sur place, F-${refusal.ticketNumber} : à terminer d’abord.`
    case 'crew_not_available':
      return `${unbroken(refusal.callSign)} n’est pas disponible : ${duty[refusal.duty]}.`
    case 'crew_active_elsewhere':
      return `${unbroken(refusal.callSign)} est encore sur F-${refusal.ticketNumber}.`
    case 'assignments_open':
      return `${unbroken(refusal.callSign)} est encore engagé sur F-${refusal.ticketNumber}.`
    case 'duty_refused':
      return `${unbroken(refusal.callSign)} est en « ${duty[refusal.duty]} » : changement impossible.`
    case 'step_refused':
      return `${unbroken(refusal.callSign)} : l’engagement est déjà « ${assignment[refusal.status]} ».`
    case 'ticket_not_open':
      return `Fiche F-${refusal.ticketNumber} ${ticket[refusal.status]} : à rouvrir d’abord.`
    case 'ticket_already_open':
      return `Fiche F-${refusal.ticketNumber} déjà ouverte.`
    case 'distress_taken':
      return `Détresse de ${unbroken(refusal.callSign)} prise en charge par ${refusal.by} à ${clock(refusal.at)}.`
    case 'no_distress':
      return `${unbroken(refusal.callSign)} n’est pas en détresse.`
    case 'call_sign_taken':
      return `L’indicatif ou le numéro de ${unbroken(refusal.callSign)} est déjà pris.`
    case 'unknown_service':
      return `Type de demande inconnu : ${refusal.serviceCode}.`
    case 'failed':
      return `Le serveur a échoué, rien n’a changé. Référence ${refusal.reference.slice(0, 8)}.`
    case 'invalid':
      return `Commande mal formée : ${refusal.problem}`
    default:
      return FRENCH[refusal.code]
  }
}

type Plain = Exclude<
  Refusal,
  | { callSign: string }
  | { ticketNumber: number }
  | { serviceCode: string }
  | { reference: string }
  | { problem: string }
>['code']

const FRENCH: Record<Plain, string> = {
  not_allowed: 'Ce poste n’y a pas droit.',
  command_id_reused: 'Commande déjà envoyée par un autre poste.',
  already_exists: 'Déjà enregistré.',
  unknown_ticket: 'Fiche inconnue.',
  unknown_crew: 'Équipage inconnu.',
  unknown_assignment: 'Engagement inconnu.',
  nothing_changes: 'Rien à changer.',
  unavailable: 'Le serveur ne répond pas. Nouvel essai en cours.',
}

function inEnglish(refusal: Refusal, clock: (at: Instant) => string): string {
  const { duty, assignment, ticket } = domainWords.en
  switch (refusal.code) {
    case 'ticket_engaged':
      return `Already sent by ${refusal.by} at ${clock(refusal.at)}: ${unbroken(refusal.callSign)}.`
    case 'crew_engaged':
      return `${unbroken(refusal.callSign)} is on F-${refusal.ticketNumber}, sent by ${refusal.by} at ${clock(refusal.at)}.`
    case 'crew_on_scene':
      return `${unbroken(refusal.callSign)} is on scene, F-${refusal.ticketNumber}: clear it first.`
    case 'crew_not_available':
      return `${unbroken(refusal.callSign)} is not available: ${duty[refusal.duty]}.`
    case 'crew_active_elsewhere':
      return `${unbroken(refusal.callSign)} is still on F-${refusal.ticketNumber}.`
    case 'assignments_open':
      return `${unbroken(refusal.callSign)} is still engaged on F-${refusal.ticketNumber}.`
    case 'duty_refused':
      return `${unbroken(refusal.callSign)} is ${duty[refusal.duty]}: this change is not possible.`
    case 'step_refused':
      return `${unbroken(refusal.callSign)}: the assignment is already ${assignment[refusal.status]}.`
    case 'ticket_not_open':
      return `Ticket F-${refusal.ticketNumber} is ${ticket[refusal.status]}: reopen it first.`
    case 'ticket_already_open':
      return `Ticket F-${refusal.ticketNumber} is open already.`
    case 'distress_taken':
      return `Distress of ${unbroken(refusal.callSign)} taken in charge by ${refusal.by} at ${clock(refusal.at)}.`
    case 'no_distress':
      return `${unbroken(refusal.callSign)} is not in distress.`
    case 'call_sign_taken':
      return `The call sign or number of ${unbroken(refusal.callSign)} is taken.`
    case 'unknown_service':
      return `Unknown request type: ${refusal.serviceCode}.`
    case 'failed':
      return `The server failed, nothing changed. Reference ${refusal.reference.slice(0, 8)}.`
    case 'invalid':
      return `Malformed command: ${refusal.problem}`
    default:
      return ENGLISH[refusal.code]
  }
}

const ENGLISH: Record<Plain, string> = {
  not_allowed: 'This post may not do that.',
  command_id_reused: 'Another post sent that command.',
  already_exists: 'Already recorded.',
  unknown_ticket: 'Unknown ticket.',
  unknown_crew: 'Unknown crew.',
  unknown_assignment: 'Unknown assignment.',
  nothing_changes: 'Nothing to change.',
  unavailable: 'The server does not answer. Trying again.',
}

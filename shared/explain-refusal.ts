import { explainProblem } from './catalogue/explain-problem.ts'
import type { Instant } from './instant.ts'
import type { Refusal, RefusalCode } from './refusal.ts'
import type { Locale } from './text.ts'
import { HARD, plainLine, quoted, unbroken } from './typography.ts'
import { domainWords } from './words.ts'

type RefusalOf<C extends RefusalCode> = Extract<Refusal, { code: C }>
/** Writes an instant: « 22 h 46 », « lun. 8 h » where it is to come. */
type Clock = (at: Instant) => string
/** One sentence for every code: the compiler finds a missing one. */
type Sentences = { [C in RefusalCode]: (refusal: RefusalOf<C>, clock: Clock) => string }

const { duty, assignment, ticket, callOut } = domainWords.fr

const french: Sentences = {
  invalid: ({ problem }) => `Commande mal formée${HARD}: ${plainLine(problem)}`,
  not_allowed: () => 'Ce poste n’y a pas droit.',
  command_id_reused: () => 'Numéro de commande déjà pris par un autre poste.',
  already_exists: () => 'Déjà enregistré.',
  unknown_ticket: () => 'Fiche inconnue.',
  unknown_crew: () => 'Équipage inconnu.',
  unknown_assignment: () => 'Engagement inconnu.',
  unknown_service: ({ serviceCode }) => `Type de demande inconnu${HARD}: ${plainLine(serviceCode)}.`,
  service_elsewhere: ({ turnTo }) => `Hors territoire${HARD}: ${plainLine(turnTo.fr)}`,
  service_closed: ({ opensAt }, clock) =>
    opensAt === null ? 'Fermé.' : `Fermé${HARD}: rouvre ${clock(opensAt)}.`,
  ticket_not_open: ({ ticketNumber, status }) =>
    `Fiche F-${ticketNumber} ${ticket[status]}. À ${status === 'joined' ? 'séparer' : 'rouvrir'} d’abord.`,
  ticket_not_joined: ({ ticketNumber }) => `Fiche F-${ticketNumber} rattachée à aucune autre.`,
  ticket_already_open: ({ ticketNumber }) => `Fiche F-${ticketNumber} déjà ouverte.`,
  ticket_engaged: ({ by, at, callSign }, clock) =>
    `Déjà engagé par ${by} à ${clock(at)} : ${unbroken(callSign)}.`,
  crew_engaged: ({ by, at, callSign, ticketNumber }, clock) =>
    `${unbroken(callSign)} déjà engagé par ${by} à ${clock(at)}, sur F-${ticketNumber}.`,
  crew_on_scene: ({ callSign, ticketNumber }) =>
    `${unbroken(callSign)} est sur place, F-${ticketNumber}. À terminer d’abord.`,
  crew_not_available: ({ callSign, duty: state }) =>
    `${unbroken(callSign)} n’est pas disponible${HARD}: ${duty[state]}.`,
  crew_active_elsewhere: ({ callSign, ticketNumber }) =>
    `${unbroken(callSign)} est encore sur F-${ticketNumber}. À terminer d’abord.`,
  assignments_open: ({ callSign, ticketNumber }) =>
    `${unbroken(callSign)} est encore engagé sur F-${ticketNumber}. À terminer d’abord.`,
  duty_refused: ({ callSign, duty: state }) =>
    `${unbroken(callSign)} est en état ${quoted(duty[state])}. Ce changement n’est pas possible.`,
  step_refused: ({ callSign, status }) =>
    `${unbroken(callSign)} en est à ${quoted(assignment[status])}. Cette étape n’est pas possible.`,
  crew_heard: ({ callSign, at }, clock) =>
    `${unbroken(callSign)} a donné de ses nouvelles à ${clock(at)}. Rien à confirmer.`,
  call_sign_taken: ({ callSign }) => `L’indicatif ou le numéro de ${unbroken(callSign)} est déjà pris.`,
  vehicle_taken: ({ vehicle, callSign }) =>
    `Le véhicule ${plainLine(vehicle)} est avec ${unbroken(callSign)}. Un autre est à choisir.`,
  no_hand_over: ({ callSign }) => `Aucune relève n’attend pour ${unbroken(callSign)}.`,
  distress_taken: ({ callSign, by, at }, clock) =>
    `Détresse de ${unbroken(callSign)} déjà prise en charge par ${by} à ${clock(at)}.`,
  no_distress: ({ callSign }) => `${unbroken(callSign)} n’est pas en détresse.`,
  unknown_closure: () => 'Fermeture de rue inconnue.',
  closure_over: ({ until }, clock) => `La fin de la fermeture est passée${HARD}: ${clock(until)}.`,
  unknown_photograph: () => 'Photographie inconnue ou supprimée.',
  too_many_photographs: ({ most }) => `Déjà ${most} photographies sur cette fiche.`,
  unknown_person: () => 'Personne inconnue, ou retirée des astreintes.',
  person_on_rota: () => 'Cette personne est encore au tableau d’astreinte. À remplacer d’abord.',
  unknown_turn: () => 'Tour d’astreinte inconnu ou supprimé.',
  turn_over: () => 'Ce temps d’astreinte est passé. Il ne change plus.',
  outside_turn: () => 'La permutation sort du tour. À raccourcir, ou à annuler d’abord.',
  swap_overlaps: () => 'Une autre permutation tombe au même moment. À annuler d’abord.',
  unknown_swap: () => 'Permutation inconnue ou déjà annulée.',
  unknown_place_note: () => 'Indication de lieu inconnue.',
  place_note_over: () => 'Cette indication n’a plus cours.',
  place_elsewhere: ({ ticketNumber }) => `Ce lieu n’est pas celui de la fiche F-${ticketNumber}.`,
  end_refused: ({ days }) => `La fin doit être à venir, dans ${days} jours au plus.`,
  answers_misfit: ({ questions }) =>
    `Réponses qui ne vont pas avec ce type de demande${HARD}: ${plainLine(questions.join(', '))}.`,
  catalogue_changed: ({ catalogueVersion }) =>
    `Un autre catalogue a été publié entre-temps${HARD}: le n° ${catalogueVersion}.`,
  catalogue_unsound: ({ problems: [first] }) =>
    first === undefined
      ? ''
      : `Catalogue à corriger, ${plainLine(first.place)}${HARD}: ${explainProblem(first, 'fr')}`,
  unknown_agency: ({ agency }) => `Destinataire inconnu${HARD}: ${plainLine(agency)}.`,
  not_in_hands: ({ ticketNumber }) => `F-${ticketNumber} n’est plus chez ce partenaire.`,
  due_refused: ({ days }) => `L’échéance doit être à venir, dans ${days} jours au plus.`,
  unknown_call_out: () => 'Déclenchement inconnu ou remplacé par un autre.',
  call_out_under_way: ({ ticketNumber }) => `Un déclenchement est déjà en cours sur F-${ticketNumber}.`,
  call_step_refused: ({ status }) =>
    `Le déclenchement en est à ${quoted(callOut[status])}. Cette étape n’est pas possible.`,
  call_moved_on: () => 'Entre-temps, une autre personne est appelée.',
  not_called: () => 'Cette personne n’est pas appelée, ou a décliné.',
  nobody_left: () => 'Il ne reste personne à appeler au tableau d’astreinte.',
  nothing_changes: () => 'Rien à changer.',
  failed: ({ reference }) =>
    `Le serveur a échoué, rien n’a changé. Référence ${plainLine(reference).slice(0, 8)}.`,
  unavailable: () => 'Le serveur ne répond pas. Nouvel essai en cours.',
}

const english: Sentences = {
  invalid: ({ problem }) => `Malformed command: ${plainLine(problem)}`,
  not_allowed: () => 'This post may not do that.',
  command_id_reused: () => 'Command number already used by another post.',
  already_exists: () => 'Already recorded.',
  unknown_ticket: () => 'Unknown ticket.',
  unknown_crew: () => 'Unknown crew.',
  unknown_assignment: () => 'Unknown assignment.',
  unknown_service: ({ serviceCode }) => `Unknown request type: ${plainLine(serviceCode)}.`,
  service_elsewhere: ({ turnTo }) => `Out of territory: ${plainLine(turnTo.en)}`,
  service_closed: ({ opensAt }, clock) => (opensAt === null ? 'Closed.' : `Closed: opens ${clock(opensAt)}.`),
  ticket_not_open: ({ ticketNumber, status }) =>
    `Ticket F-${ticketNumber} is ${domainWords.en.ticket[status]}. ${status === 'joined' ? 'Separate' : 'Reopen'} it first.`,
  ticket_not_joined: ({ ticketNumber }) => `Ticket F-${ticketNumber} is joined to no other.`,
  ticket_already_open: ({ ticketNumber }) => `Ticket F-${ticketNumber} is already open.`,
  ticket_engaged: ({ by, at, callSign }, clock) =>
    `Already sent by ${by} at ${clock(at)}: ${unbroken(callSign)}.`,
  crew_engaged: ({ by, at, callSign, ticketNumber }, clock) =>
    `${unbroken(callSign)} already sent by ${by} at ${clock(at)}, to F-${ticketNumber}.`,
  crew_on_scene: ({ callSign, ticketNumber }) =>
    `${unbroken(callSign)} is on scene, F-${ticketNumber}. Clear it first.`,
  crew_not_available: ({ callSign, duty: state }) =>
    `${unbroken(callSign)} is not available: ${domainWords.en.duty[state]}.`,
  crew_active_elsewhere: ({ callSign, ticketNumber }) =>
    `${unbroken(callSign)} is still on F-${ticketNumber}. Clear it first.`,
  assignments_open: ({ callSign, ticketNumber }) =>
    `${unbroken(callSign)} is still engaged on F-${ticketNumber}. Clear it first.`,
  duty_refused: ({ callSign, duty: state }) =>
    `The duty of ${unbroken(callSign)} is “${domainWords.en.duty[state]}”. This change is not possible.`,
  step_refused: ({ callSign, status }) =>
    `${unbroken(callSign)} is at “${domainWords.en.assignment[status]}”. This step is not possible.`,
  crew_heard: ({ callSign, at }, clock) =>
    `${unbroken(callSign)} was heard at ${clock(at)}. There is nothing to confirm.`,
  call_sign_taken: ({ callSign }) => `The call sign or number of ${unbroken(callSign)} is taken.`,
  vehicle_taken: ({ vehicle, callSign }) =>
    `Vehicle ${plainLine(vehicle)} is with ${unbroken(callSign)}. Choose another.`,
  no_hand_over: ({ callSign }) => `No hand-over waits for ${unbroken(callSign)}.`,
  distress_taken: ({ callSign, by, at }, clock) =>
    `Distress of ${unbroken(callSign)} already taken in charge by ${by} at ${clock(at)}.`,
  no_distress: ({ callSign }) => `${unbroken(callSign)} is not in distress.`,
  unknown_closure: () => 'Unknown street closure.',
  closure_over: ({ until }, clock) => `The end of the closure has passed: ${clock(until)}.`,
  unknown_photograph: () => 'Unknown or removed photograph.',
  too_many_photographs: ({ most }) => `This ticket has ${most} photographs already.`,
  unknown_person: () => 'Unknown person, or no longer on call.',
  person_on_rota: () => 'This person is still on the rota. Replace them first.',
  unknown_turn: () => 'Unknown or removed turn.',
  turn_over: () => 'This time on call has passed. It no longer changes.',
  outside_turn: () => 'The swap reaches beyond its turn. Shorten it, or take it back first.',
  swap_overlaps: () => 'Another swap is at the same time. Take it back first.',
  unknown_swap: () => 'Unknown swap, or taken back already.',
  unknown_place_note: () => 'Unknown note on a place.',
  place_note_over: () => 'This note no longer holds.',
  place_elsewhere: ({ ticketNumber }) => `This place is not that of ticket F-${ticketNumber}.`,
  end_refused: ({ days }) => `The end must be to come, within ${days} days.`,
  answers_misfit: ({ questions }) =>
    `Answers that do not fit this request type: ${plainLine(questions.join(', '))}.`,
  catalogue_changed: ({ catalogueVersion }) =>
    `Another catalogue was published meanwhile: number ${catalogueVersion}.`,
  catalogue_unsound: ({ problems: [first] }) =>
    first === undefined
      ? ''
      : `The catalogue has a flaw, ${plainLine(first.place)}: ${explainProblem(first, 'en')}`,
  unknown_agency: ({ agency }) => `Unknown agency: ${plainLine(agency)}.`,
  not_in_hands: ({ ticketNumber }) => `F-${ticketNumber} is no longer with that partner.`,
  due_refused: ({ days }) => `The due date must be to come, within ${days} days.`,
  unknown_call_out: () => 'Unknown call-out, or replaced by another.',
  call_out_under_way: ({ ticketNumber }) => `A call-out is under way already on F-${ticketNumber}.`,
  call_step_refused: ({ status }) =>
    `The call-out is at “${domainWords.en.callOut[status]}”. This step is not possible.`,
  call_moved_on: () => 'Meanwhile another person is being called.',
  not_called: () => 'This person is not called, or has declined.',
  nobody_left: () => 'Nobody is left to call on the rota.',
  nothing_changes: () => 'Nothing to change.',
  failed: ({ reference }) =>
    `The server failed, nothing has changed. Reference ${plainLine(reference).slice(0, 8)}.`,
  unavailable: () => 'The server does not answer. Trying again.',
}

const sentences: Record<Locale, Sentences> = { fr: french, en: english }

/** Why a command was refused: the fact, then what can be done. `clock` writes an instant where the city is. */
export function explainRefusal(refusal: Refusal, locale: Locale, clock: Clock): string {
  return say(sentences[locale], refusal, clock)
}

/** Generic over the code, so that each sentence is given the refusal it is for. */
function say<C extends RefusalCode>(
  from: Sentences,
  refusal: RefusalOf<C> & { code: C },
  clock: Clock,
): string {
  return from[refusal.code](refusal, clock)
}

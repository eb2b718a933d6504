import type { Locale } from '../text.ts'
import { HARD, plainLine, quoted } from '../typography.ts'
import type { Problem, ProblemCode } from './check.ts'

type Sentences = Record<ProblemCode, (about: string) => string>

const french: Sentences = {
  code_twice: (about) => `Le code ${quoted(about)} est donné deux fois.`,
  reserved_code: () => 'Ce code est celui de la détresse d’un équipage. Il est réservé.',
  unknown_family: (about) => `La famille ${quoted(about)} n’existe pas.`,
  unknown_agency: (about) => `Le service destinataire ${quoted(about)} n’existe pas.`,
  empty_family: () => 'Cette famille n’a aucun type de demande.',
  deadlines_out_of_order: () =>
    `Les délais doivent aller croissant${HARD}: reçu, sur place, mis en sécurité.`,
  outcome_twice: (about) => `L’issue ${quoted(about)} est donnée deux fois.`,
  details_never_told: () => `Ces précisions vont avec l’issue ${quoted('réglé')}, qui n’est pas offerte.`,
  unknown_question: (about) => `La condition parle de la question ${quoted(about)}, qui n’existe pas.`,
  not_earlier: (about) => `La condition parle de la question ${quoted(about)}, qui n’est posée qu’ensuite.`,
  unknown_choice: (about) =>
    `La condition parle d’une réponse qui n’est pas offerte${HARD}: ${quoted(about)}.`,
  not_a_list: (about) => `La question ${quoted(about)} n’offre pas de choix.`,
  not_a_number: (about) => `La question ${quoted(about)} ne demande pas un nombre.`,
  never_asked: () => 'Aucune suite de réponses ne mène à cette question.',
  never_holds: () => 'Aucune suite de réponses ne mène à cette règle.',
  changes_nothing: () => 'Cette règle ne change rien.',
  raises_nothing: () => 'Cette règle doit donner une priorité plus haute que celle du type.',
  no_list_of_its_own: () => 'Seul un service de la ville a une liste à lui.',
  taken_nowhere: () => 'Au moins un quartier ou une commune est à nommer.',
  unknown_district: (about) => `Le quartier ${quoted(about)} n’existe pas.`,
  unknown_jurisdiction: (about) => `La commune ${quoted(about)} n’est pas desservie.`,
  unknown_hours: (about) => `Les horaires du service ${quoted(about)} ne sont pas connus.`,
  place_or_hour_raises: () =>
    'Une règle de lieu ou d’heure ne change que le destinataire et ce qui est à dire.',
  never_settled: () =>
    `Aucune de ces issues ne règle la demande${HARD}: un équipage ne pourrait jamais la clore.`,
  empty: () => 'À remplir.',
  no_code: () => 'Un code est fait de lettres sans accent, de chiffres et de _, et commence par une lettre.',
  too_few: (about) => `Il en faut au moins ${about}.`,
  too_small: (about) => `Au moins ${about}.`,
  not_above: (about) => `Plus de ${about}.`,
  too_large: (about) => `Au plus ${about}.`,
  too_long: (about) => `Au plus ${about}.`,
  not_offered: () => 'Ce n’est pas l’une des valeurs possibles.',
  missing: () => 'Ce champ manque.',
  wrong_kind: () => 'Ce n’est pas ce qui est attendu ici.',
  unknown_field: (about) => `Le champ ${quoted(about)} n’existe pas.`,
  not_json: (about) => `Ce n’est pas du JSON${HARD}: ${about}.`,
}

const english: Sentences = {
  code_twice: (about) => `The code “${about}” is given twice.`,
  reserved_code: () => 'This code is that of a crew’s distress. It is reserved.',
  unknown_family: (about) => `There is no family “${about}”.`,
  unknown_agency: (about) => `There is no agency “${about}”.`,
  empty_family: () => 'This family has no request type.',
  deadlines_out_of_order: () => 'Deadlines must not decrease: acknowledged, on scene, made safe.',
  outcome_twice: (about) => `The outcome “${about}” is given twice.`,
  details_never_told: () => 'These details go with the outcome “done”, which is not offered.',
  unknown_question: (about) => `The condition speaks of the question “${about}”, which does not exist.`,
  not_earlier: (about) => `The condition speaks of the question “${about}”, which is only asked later.`,
  unknown_choice: (about) => `The condition speaks of an answer that is not offered: “${about}”.`,
  not_a_list: (about) => `The question “${about}” offers no choices.`,
  not_a_number: (about) => `The question “${about}” does not ask for a number.`,
  never_asked: () => 'No answers lead to this question.',
  never_holds: () => 'No answers lead to this rule.',
  changes_nothing: () => 'This rule changes nothing.',
  raises_nothing: () => 'This rule must give a higher priority than the type has.',
  no_list_of_its_own: () => 'Only a service of the city has a list of its own.',
  taken_nowhere: () => 'At least one district or town must be named.',
  unknown_district: (about) => `There is no district “${about}”.`,
  unknown_jurisdiction: (about) => `The town “${about}” is not served.`,
  unknown_hours: (about) => `The opening hours of the agency “${about}” are not known.`,
  place_or_hour_raises: () => 'A rule of place or hour changes only the receiver and what is said.',
  never_settled: () => 'None of these outcomes settles the request: a crew could never close it.',
  empty: () => 'To be filled in.',
  no_code: () => 'A code is made of plain letters, digits and _, and begins with a letter.',
  too_few: (about) => `At least ${about} are needed.`,
  too_small: (about) => `At least ${about}.`,
  not_above: (about) => `More than ${about}.`,
  too_large: (about) => `At most ${about}.`,
  too_long: (about) => `At most ${about}.`,
  not_offered: () => 'This is not one of the possible values.',
  missing: () => 'This field is missing.',
  wrong_kind: () => 'This is not what is expected here.',
  unknown_field: (about) => `There is no field “${about}”.`,
  not_json: (about) => `It is not JSON: ${about}.`,
}

const sentences: Record<Locale, Sentences> = { fr: french, en: english }

/** What is wrong, in one sentence; the place is told beside it. */
export function explainProblem({ code, about }: Problem, locale: Locale): string {
  return sentences[locale][code](plainLine(about ?? ''))
}

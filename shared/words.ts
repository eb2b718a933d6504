import type { AssignmentStatus, Outcome } from './assignment/assignment.ts'
import type { AlarmReason, CallOutStatus } from './call-out/call-out.ts'
import type { CallChannel } from './call-out/plan.ts'
import type { Theme } from './catalogue/service.ts'
import type { ChoiceReason, RecallReason } from './command.ts'
import type { CrewKind, Duty } from './crew/crew.ts'
import type { Basis, Exclusion } from './nearest-crew/suggestion.ts'
import type { Holiday } from './on-call/holidays.ts'
import type { OnCallDomain } from './on-call/turn.ts'
import type { PlaceCategory, WithdrawalReason } from './place-note/place-note.ts'
import type { Locale } from './text.ts'
import type { Channel, TicketStatus } from './ticket/ticket.ts'

/** The words of the domain as screens say them, in both languages. Code says them in English. */
interface DomainWords {
  duty: Record<Duty, string>
  assignment: Record<AssignmentStatus, string>
  ticket: Record<TicketStatus, string>
  outcome: Record<Outcome, string>
  recall: Record<RecallReason, string>
  choice: Record<ChoiceReason, string>
  channel: Record<Channel, string>
  theme: Record<Theme, string>
  kind: Record<CrewKind, string>
  /** What is known of a place. */
  place: Record<PlaceCategory, string>
  /** Why that was withdrawn. */
  withdrawal: Record<WithdrawalReason, string>
  /** Of one crew: « ALPHA 3 engagé ». */
  exclusion: Record<Exclusion, string>
  /** What a travel time rests on. */
  basis: Record<Basis, string>
  onCall: Record<OnCallDomain, string>
  callOut: Record<CallOutStatus, string>
  /** Why the PC Radio must settle it itself. */
  alarm: Record<AlarmReason, string>
  callChannel: Record<CallChannel, string>
  holiday: Record<Holiday, string>
}

const fr: DomainWords = {
  duty: {
    off: 'fin de service',
    available: 'disponible',
    on_break: 'pause',
    unavailable: 'indisponible',
    distress: 'détresse',
  },
  assignment: {
    dispatched: 'envoyé',
    acknowledged: 'reçu',
    en_route: 'en route',
    on_scene: 'sur place',
    secured: 'mis en sécurité',
    cleared: 'terminé',
    recalled: 'rappelé',
    declined: 'décliné',
  },
  ticket: {
    open: 'ouverte',
    closed: 'close',
    cancelled: 'annulée',
    transferred: 'transférée',
    joined: 'rattachée à une autre',
  },
  outcome: {
    done: 'réglé',
    nothing_found: 'rien constaté',
    handed_over: 'remis à un autre service',
    not_done: 'non fait, fiche à reprendre',
    radio_available: 'disponible radio',
  },
  recall: {
    undo: 'envoi annulé',
    mistake: 'erreur',
    more_urgent: 'plus urgent ailleurs',
    no_longer_needed: 'plus nécessaire',
    replaced: 'remplacé',
    other: 'autre',
  },
  choice: { knows_place: 'connaît les lieux', equipment: 'équipement', radio: 'radio', other: 'autre' },
  channel: {
    phone: 'téléphone',
    web: 'web',
    app: 'appli',
    counter: 'guichet',
    patrol: 'patrouille',
    api: 'partenaire',
  },
  theme: {
    tranquillity: 'Tranquillité',
    parking: 'Stationnement',
    roads: 'Voirie',
    living_environment: 'Cadre de vie',
    people_animals: 'Personnes et animaux',
  },
  kind: {
    patrol: 'voiture',
    motorcycle: 'moto',
    bicycle: 'à vélo',
    foot: 'à pied',
    dog: 'cynophile',
    mediation: 'à pied',
    roads: 'voirie',
    lighting: 'éclairage',
    cleaning: 'propreté',
  },
  place: {
    dog: 'chien dangereux',
    structure: 'structure fragile',
    asbestos: 'amiante',
    electricity: 'risque électrique',
    chemicals: 'produits dangereux',
    weapon: 'arme signalée',
    violence: 'violences déjà subies',
    other_hazard: 'autre danger',
    code: 'code d’accès',
    entrance: 'entrée',
    key: 'clé',
    vehicle: 'accès des véhicules',
    other_access: 'autre accès',
  },
  withdrawal: {
    no_longer_true: 'n’est plus vrai',
    mistake: 'erreur',
    duplicate: 'doublon',
    undo: 'annulé aussitôt',
  },
  exclusion: {
    off_duty: 'hors service',
    on_break: 'en pause',
    unavailable: 'indisponible',
    in_distress: 'en détresse',
    engaged: 'engagé',
    skills: 'sans la compétence',
    territory: 'hors secteur',
    no_position: 'sans position',
    stale_position: 'sans position récente',
    unreachable: 'trop loin',
  },
  basis: {
    road: 'par la route',
    valhalla: 'par la route (Valhalla)',
    osrm: 'par la route (OSRM)',
    straight: 'à vol d’oiseau',
  },
  onCall: {
    roads: 'Voirie',
    lighting: 'Éclairage',
    cleanliness: 'Propreté',
    trees: 'Arbres',
    buildings: 'Bâtiments',
    managers: 'Cadres',
  },
  callOut: {
    calling: 'appel en cours',
    alarmed: 'personne ne répond',
    accepted: 'accepté',
    on_scene: 'sur place',
    secured: 'mis en sécurité',
    stopped: 'arrêté',
  },
  alarm: {
    nobody_left: 'personne n’a répondu',
    no_gateway: 'aucun appel possible d’ici',
    late: 'pas sur place à l’heure dite',
  },
  callChannel: { push: 'notification', sms: 'SMS', voice: 'appel vocal' },
  holiday: {
    new_year: 'Jour de l’an',
    easter_monday: 'Lundi de Pâques',
    labour_day: 'Fête du Travail',
    victory_1945: 'Victoire 1945',
    ascension: 'Ascension',
    whit_monday: 'Lundi de Pentecôte',
    national_day: 'Fête nationale',
    assumption: 'Assomption',
    all_saints: 'Toussaint',
    armistice_1918: 'Armistice 1918',
    christmas: 'Noël',
  },
}

const en: DomainWords = {
  duty: {
    off: 'off duty',
    available: 'available',
    on_break: 'break',
    unavailable: 'unavailable',
    distress: 'distress',
  },
  assignment: {
    dispatched: 'dispatched',
    acknowledged: 'acknowledged',
    en_route: 'en route',
    on_scene: 'on scene',
    secured: 'secured',
    cleared: 'cleared',
    recalled: 'recalled',
    declined: 'declined',
  },
  ticket: {
    open: 'open',
    closed: 'closed',
    cancelled: 'cancelled',
    transferred: 'transferred',
    joined: 'joined to another',
  },
  outcome: {
    done: 'done',
    nothing_found: 'nothing found',
    handed_over: 'handed over',
    not_done: 'not done, to be taken up again',
    radio_available: 'available by radio',
  },
  recall: {
    undo: 'dispatch undone',
    mistake: 'mistake',
    more_urgent: 'more urgent elsewhere',
    no_longer_needed: 'no longer needed',
    replaced: 'replaced',
    other: 'other',
  },
  choice: { knows_place: 'knows the place', equipment: 'equipment', radio: 'radio', other: 'other' },
  channel: { phone: 'phone', web: 'web', app: 'app', counter: 'counter', patrol: 'patrol', api: 'partner' },
  theme: {
    tranquillity: 'Tranquillity',
    parking: 'Parking',
    roads: 'Roads',
    living_environment: 'Living environment',
    people_animals: 'People and animals',
  },
  kind: {
    patrol: 'car',
    motorcycle: 'motorbike',
    bicycle: 'by bike',
    foot: 'on foot',
    dog: 'dog unit',
    mediation: 'on foot',
    roads: 'road works',
    lighting: 'lighting',
    cleaning: 'cleaning',
  },
  place: {
    dog: 'dangerous dog',
    structure: 'unsafe structure',
    asbestos: 'asbestos',
    electricity: 'electrical hazard',
    chemicals: 'dangerous substances',
    weapon: 'weapon reported',
    violence: 'violence in the past',
    other_hazard: 'other hazard',
    code: 'entry code',
    entrance: 'way in',
    key: 'key',
    vehicle: 'vehicle access',
    other_access: 'other access note',
  },
  withdrawal: {
    no_longer_true: 'no longer true',
    mistake: 'mistake',
    duplicate: 'duplicate',
    undo: 'undone at once',
  },
  exclusion: {
    off_duty: 'off duty',
    on_break: 'on a break',
    unavailable: 'unavailable',
    in_distress: 'in distress',
    engaged: 'engaged',
    skills: 'without the skill',
    territory: 'outside its sector',
    no_position: 'without a position',
    stale_position: 'without a recent position',
    unreachable: 'too far',
  },
  basis: {
    road: 'by road',
    valhalla: 'by road (Valhalla)',
    osrm: 'by road (OSRM)',
    straight: 'as the crow flies',
  },
  onCall: {
    roads: 'Roads',
    lighting: 'Lighting',
    cleanliness: 'Cleanliness',
    trees: 'Trees',
    buildings: 'Buildings',
    managers: 'Managers',
  },
  callOut: {
    calling: 'calling',
    alarmed: 'nobody answers',
    accepted: 'accepted',
    on_scene: 'on scene',
    secured: 'secured',
    stopped: 'stopped',
  },
  alarm: {
    nobody_left: 'nobody has answered',
    no_gateway: 'no call possible from here',
    late: 'not on scene at the time given',
  },
  callChannel: { push: 'push notification', sms: 'SMS', voice: 'voice call' },
  holiday: {
    new_year: 'New Year’s Day',
    easter_monday: 'Easter Monday',
    labour_day: 'Labour Day',
    victory_1945: 'Victory 1945',
    ascension: 'Ascension Day',
    whit_monday: 'Whit Monday',
    national_day: 'National Day',
    assumption: 'Assumption Day',
    all_saints: 'All Saints’ Day',
    armistice_1918: 'Armistice 1918',
    christmas: 'Christmas Day',
  },
}

export const domainWords: Record<Locale, DomainWords> = { fr, en }

import { HARD, THIN } from '../../shared/typography.ts'

/** What is told to partners, and what was given up, in French. */
export const frDeliveries = {
  by: { webhook: 'par webhook', email: 'par courriel', open311: 'par Open311' },
  event: {
    delivered: (agency: string) => `Envoyée à ${agency}`,
    reference: (reference: string) => `sous le n°${HARD}${reference}`,
    notDelivered: (agency: string) => `${agency} n’a pas pu être prévenu`,
    abandoned: (agency: string) => `Envoi à ${agency} abandonné`,
  },
  problem: {
    no_answer: () => 'pas de réponse à temps',
    answered: (status: string) => `réponse ${status}`,
    not_reached: (code: string) => `injoignable (${code})`,
    inside: () => 'adresse à l’intérieur du réseau, refusée',
    fault: () => 'défaut de ce serveur',
    unavailable: () => 'ce serveur était surchargé',
    failed: () => 'défaut de ce serveur',
    no_channel: () => 'aucun envoi n’est configuré',
    list_unreadable: () => 'peut-être déjà reçue, leur liste ne se lit pas',
    unknown_person: () => 'personne inconnue',
  },
  title: 'Envois en échec',
  figures: 'Chiffres',
  console: 'Console',
  count: (count: number) => (count > 1 ? `${count} envois en échec` : '1 envoi en échec'),
  intro:
    'Ce qui n’a pas pu être remis à un partenaire ou à la passerelle d’appel. Plus rien n’est tenté sans vous.',
  trying: (count: number) =>
    count > 1 ? `${count} envois ont échoué et sont encore tentés.` : '1 envoi a échoué et est encore tenté.',
  empty: 'Aucun envoi en échec. Ce qui échoue pour de bon apparaît ici.',
  loading: 'Lecture des envois…',
  failed: 'La liste n’a pas pu être lue. Les envois, eux, continuent.',
  stale: (time: string) => `La liste n’a pas pu être relue. Celle-ci est de ${time}.`,
  columns: {
    ticket: 'Fiche',
    to: 'À',
    since: 'Échec',
    tries: 'Essais',
    problem: 'Dernière erreur',
    actions: 'Actions',
  },
  callChannel: { sms: 'par SMS', voice: 'par téléphone' },
  onCall: 'Astreinte',
  server: 'Ce serveur',
  noTicket: '–',
  since: (duration: string) => `il y a ${duration}`,
  over: `Sans objet désormais${HARD}: la fiche est close ou reprise.`,
  retry: 'Réessayer',
  retryWhich: (what: string) => `Réessayer${HARD}: ${what}`,
  abandon: 'Abandonner…',
  abandonWhich: (what: string) => `Abandonner${HARD}: ${what}`,
  askRetry: {
    title: (what: string) => `Réessayer${THIN}? ${what}`,
    text: 'Elle est peut-être déjà chez le partenaire. Vérifiez auprès de lui avant d’envoyer une seconde fois.',
    confirm: 'Envoyer quand même',
  },
  askAbandon: {
    title: (what: string) => `Abandonner définitivement${THIN}? ${what}`,
    partner: 'Le partenaire n’en sera pas informé. La fiche reste à son nom.',
    other: 'Cet envoi ne sera plus jamais tenté.',
    confirm: 'Abandonner définitivement',
    takeBack: 'Reprendre au PC Radio',
    keep: 'Garder',
  },
  done: {
    retried: 'Envoi repris.',
    abandoned: 'Envoi abandonné.',
    takenBack: 'Fiche rouverte au PC Radio.',
    refused: (why: string) => `Rien n’a changé${HARD}: ${why}`,
  },
}
export type DeliveryWords = typeof frDeliveries

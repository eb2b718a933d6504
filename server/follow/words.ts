import type { Locale } from '../../shared/text.ts'
import { HARD, THIN } from '../../shared/typography.ts'

const fr = {
  title: 'Suivi de votre demande',
  language: 'Langue',
  reference: 'Référence',
  received: 'Demande du',
  district: 'Secteur',
  stands: 'Où en est-on',
  last: 'Dernier pas',
  history: 'Ce qui s’est passé',
  refresh: 'Actualiser',
  expected: {
    on_scene: (at: string) => `Une équipe est attendue avant le ${at}.`,
    secured: (at: string) => `L’endroit doit être mis en sécurité avant le ${at}.`,
  },
  late: (at: string) =>
    `Nous l’avions prévu avant le ${at}${HARD}: c’est plus long. Votre demande est toujours en cours.`,
  more: 'Ajouter une précision',
  moreHelp: 'Ce qui a changé, ou ce qui aide à trouver l’endroit. Ni nom, ni téléphone, ni donnée de santé.',
  moreLabel: `Votre précision (1${THIN}000 caractères au plus)`,
  send: 'Envoyer',
  again: 'Ce n’est pas réglé',
  againHelp: (until: string) => `Vous pouvez faire rouvrir la demande jusqu’au ${until}.`,
  againLabel: 'Ce que vous voyez encore (facultatif)',
  reopen: 'Rouvrir la demande',
  told: {
    more: `Merci${HARD}: votre précision est transmise.`,
    reopened: 'La demande est rouverte.',
    late: 'La demande a changé entre-temps. Voici où elle en est.',
    empty: `Rien n’a été envoyé${HARD}: écrivez quelques mots, 1${THIN}000 caractères au plus.`,
    often: `Vous avez beaucoup écrit${THIN}; réessayez dans une heure.`,
  },
  report: 'Signaler un autre problème',
  emergency: `En cas de danger, appelez le 17 (police), le 18 (pompiers), le 15 (SAMU) ou le${HARD}112.`,
  keep: `Gardez ce lien pour vous${HARD}: qui l’a peut lire cette page. Elle ne contient ni nom, ni adresse, ni vos mots.`,
  unknown: 'Ce lien n’est pas, ou n’est plus, valable',
  unknownHelp: 'Vérifiez qu’il est entier. Une demande terminée depuis longtemps ne se suit plus.',
  tooMany: 'Trop d’essais',
  tooManyHelp: 'Réessayez dans une minute.',
  away: 'Le suivi est interrompu un instant',
  awayHelp: 'Rien n’est perdu. Réessayez dans une minute.',
  refused: 'Cette page ne peut pas être utilisée depuis un autre site',
}

type Words = typeof fr

const en: Words = {
  title: 'Following your request',
  language: 'Language',
  reference: 'Reference',
  received: 'Request of',
  district: 'Area',
  stands: 'Where it stands',
  last: 'Last step',
  history: 'What has happened',
  refresh: 'Refresh',
  expected: {
    on_scene: (at) => `A team is expected before ${at}.`,
    secured: (at) => `The place is to be made safe before ${at}.`,
  },
  late: (at) => `We meant it to be before ${at}: it takes longer. Your request is still under way.`,
  more: 'Add a detail',
  moreHelp:
    'What has changed, or what helps to find the place. No name, no telephone number, nothing on health.',
  moreLabel: 'Your detail (1,000 characters at most)',
  send: 'Send',
  again: 'It is not dealt with',
  againHelp: (until) => `You can have the request opened again until ${until}.`,
  againLabel: 'What you still see (optional)',
  reopen: 'Open the request again',
  told: {
    more: 'Thank you: your detail has been passed on.',
    reopened: 'The request is open again.',
    late: 'The request has changed meanwhile. This is where it stands.',
    empty: 'Nothing was sent: write a few words, 1,000 characters at most.',
    often: 'You have written a lot; try again in an hour.',
  },
  report: 'Report another problem',
  emergency: 'In danger, call 17 (police), 18 (fire brigade), 15 (ambulance) or 112.',
  keep: 'Keep this link to yourself: whoever has it can read this page. It holds no name, no address, none of your words.',
  unknown: 'This link is not, or no longer, valid',
  unknownHelp: 'Check that it is whole. A request that ended long ago can no longer be followed.',
  tooMany: 'Too many attempts',
  tooManyHelp: 'Try again in a minute.',
  away: 'Following is interrupted for a moment',
  awayHelp: 'Nothing is lost. Try again in a minute.',
  refused: 'This page cannot be used from another site',
}

export const followWords: Record<Locale, Words> = { fr, en }
/** What a page says of what was just sent from it. */
export type Told = keyof Words['told']

export function isTold(text: unknown): text is Told {
  return typeof text === 'string' && Object.hasOwn(fr.told, text)
}

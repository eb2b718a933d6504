import type { Priority } from '../../shared/catalogue/service.ts'
import { figure, HARD, quoted, THIN } from '../../shared/typography.ts'

const LATER = `Gardé sur cet appareil pendant 24${THIN}h, effacé à la déconnexion.`

/** What the screen that takes calls says, in French. */
export const frIntake = {
  post: (post: string) => `Accueil · ${post}`,
  skip: 'Aller au type de demande',
  console: 'Console du PC Radio',
  here: 'Prise d’appel',
  what: {
    title: 'Quoi',
    placeholder: `Ce que dit la personne${HARD}: musique, trou, voiture…`,
    label: 'Type de demande',
    count: (count: number) => (count > 1 ? `${count} types` : `${count} type`),
    none: 'Aucun type ne correspond. Essayez un autre mot.',
    frequent: 'Les plus demandés en ce moment',
    receiver: (theme: string, agency: string) => `${theme} → ${agency}`,
    change: 'Changer de type',
  },
  questions: {
    announce: (count: number) =>
      quoted(
        count > 1
          ? `Je vous pose ${count} questions pour envoyer le bon équipage, cela prend vingt secondes.`
          : 'Je vous pose une question pour envoyer le bon équipage.',
      ),
    optional: 'facultatif',
    advice: 'À dire à la personne',
    description: 'Précision utile à l’équipage',
    unanswered: (count: number) =>
      count > 1 ? `${count} questions utiles sans réponse` : '1 question utile sans réponse',
  },
  where: {
    title: 'Où',
    label: 'Lieu',
    placeholder: 'Adresse, croisement, lieu, ou numéro de fiche',
    hint: `clic sur le plan, croisement ${quoted('rue / rue')}, lieu`,
    same: (reference: string) => `même lieu que ${reference}`,
    lastCall: 'même lieu que le dernier appel',
    exact: 'adresse exacte',
    none: `Aucune adresse sûre. Cliquez sur le plan ou envoyez ${quoted('à localiser')}.`,
    slow: 'La recherche d’adresses tarde. Le plan répond.',
    unavailable: 'Adresses indisponibles. Le plan répond.',
    searching: 'Recherche d’adresses…',
    blank: `Lieu inconnu${HARD}: Tab pour continuer.`,
    clear: 'Effacer le lieu',
  },
  known: {
    title: 'Déjà connu ici',
    scope: (metres: number, days: number) => `${metres}${THIN}m, ${days}${HARD}jours`,
    awaits: 'Dès qu’un lieu est tapé, ce qui y est connu se lit ici.',
    nothing: 'Rien de connu ici.',
    failed: 'Ce qui est connu ici n’a pas pu être lu. L’appel peut partir.',
    noCrew: 'sans équipage',
    sameType: 'même type',
    likeness: 'ressemblance',
    at: (metres: string) => `à ${metres}`,
    opened: (age: string) => `ouverte il y a ${age}`,
    demands: (count: number, days: number) =>
      count > 1
        ? `${figure(count, 'fr')} demandes en ${days}${HARD}jours`
        : `1 demande en ${days}${HARD}jours`,
    types: (parts: readonly string[]) => parts.join(', '),
    ended: (reference: string, status: string, age: string) => `${reference} ${status}, il y a ${age}`,
    perDay: (busiest: number) => `Par jour, ${figure(busiest, 'fr')} au plus`,
  },
  who: {
    title: 'Qui',
    apart: 'gardé à part de la fiche',
    phone: 'Numéro',
    name: 'Nom, si utile',
    nameLabel: 'Nom de la personne',
    wrong: `Numéro illisible. Exemple${HARD}: 06 12 34 56 78 ou +33612345678.`,
    mayCallBack: 'Accepte d’être rappelé',
    yes: 'oui',
    no: 'non',
    sendsLink: 'Envoyer le lien de suivi par SMS',
    sendsLinkNumber: 'un numéro est nécessaire',
    looking: 'Recherche de ce numéro…',
    lookUpFailed: 'Ce numéro n’a pas pu être cherché.',
    first: 'Premier appel connu de ce numéro',
    calls: (count: number) =>
      count > 1
        ? `${figure(count, 'fr')} appels en 30${HARD}jours`
        : `${figure(count, 'fr')} appel en 30${HARD}jours`,
    takeName: (name: string) => `Reprendre le nom ${name}`,
    attach: (reference: string) => `Rattacher l’appel à ${reference}`,
    attachShort: 'Rattacher',
    privacy: 'Numéro visible par l’accueil et la régulation. Chaque lecture est tracée.',
  },
  call: {
    online: (elapsed: string) => `En ligne ${elapsed}`,
    of: `sur 30${THIN}s`,
    idle: 'Prêt pour un appel',
    another: 'Autre sujet',
    attach: 'Rappel',
    sent: (count: number) => (count > 1 ? `${count} sujets envoyés` : '1 sujet envoyé'),
    ringing: (hint: string) => `Appel de ${hint}`,
    ringingUnknown: 'Appel, numéro masqué',
    take: 'Prendre',
    later: 'Pas maintenant',
  },
  aside: {
    title: 'Appels gardés',
    draft: (age: string) => `interrompu il y a ${age}`,
    sending: 'attend la liaison, partira tout seul',
    resume: 'Reprendre',
    drop: 'Effacer',
    reallyDrop: 'Effacer pour de bon',
    kept: LATER,
    unkept: 'Cet appareil ne garde rien. Un appel non envoyé est perdu avec la page.',
    untyped: 'Sans type',
    leave: (count: number) =>
      count > 1 ? `Se déconnecter, ${count} appels effacés` : 'Se déconnecter, 1 appel effacé',
  },
  foot: {
    title: 'Ce qui va se passer',
    draftKey: 'Échap',
    noType: 'Choisissez un type de demande',
    noTypeDetail: 'Tapez ce que dit la personne.',
    noPlace: `Sans lieu${HARD}: la fiche part ${quoted('à localiser')}.`,
    offline: 'Liaison coupée. L’appel sera gardé ici et partira tout seul.',
    draft: 'Brouillon',
    send: 'Envoyer',
    joins: (reference: string, ordinal: string) =>
      `Rejoint ${reference}, ${ordinal} signalement, au PC${HARD}Radio`,
    joinsAt: (reference: string, ordinal: string, agency: string) =>
      `Rejoint ${reference}, ${ordinal} signalement, chez ${agency}`,
    join: (reference: string) => `Joindre à ${reference}`,
    apart: 'Fiche à part',
  },
  outlook: {
    crew: (priority: Priority, within: string) =>
      `Part au PC${HARD}Radio, priorité ${priority}, équipage attendu sous ${within}`,
    service: (agency: string) => `Part au service ${agency}`,
    open: (agency: string, until: string) => `Part au service ${agency}, ouvert jusqu’à ${until}`,
    onCall: (domain: string) => `Astreinte ${domain} appelée maintenant`,
    managers: 'Cadre d’astreinte appelé maintenant',
    nobody: (domain: string) => `Astreinte ${domain}${HARD}: personne. Le PC${HARD}Radio décide`,
    opens: (agency: string, when: string) => `Attend l’ouverture du service ${agency}, ${when}`,
    closed: (agency: string) => `Attend l’ouverture du service ${agency}`,
    outside: (agency: string) => `Hors compétence${HARD}: ${agency}`,
    elsewhere: `Hors territoire${HARD}: rien ne part`,
    shut: (when: string | null) => (when === null ? 'Fermé' : `Fermé${HARD}: rouvre ${when}`),
    shutDetail: (agency: string) => `Ce type n’est pris qu’aux horaires de ${quoted(agency)}. Rien ne part.`,
    outsideHanded: 'La fiche leur est remise.',
    outsideDetail: `La fiche reste au PC${HARD}Radio, qui la transmet.`,
    due: {
      on_scene: (time: string) => `sur place avant ${time}`,
      secured: (time: string) => `mis en sécurité avant ${time}`,
    },
    promised: (priority: Priority, due: string) => `Priorité ${priority}, ${due}.`,
    sentence: (due: string) => `${due.charAt(0).toUpperCase()}${due.slice(1)}.`,
  },
  sent: (number: number) => `F-${number} envoyée`,
  attached: (number: number) => `Appel rattaché à F-${number}`,
}

/** The shape that every language has. */
export type IntakeWords = typeof frIntake

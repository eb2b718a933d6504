import { figure, HARD, THIN } from '../../shared/typography.ts'
import { frCallOut } from './fr-call-out.ts'
import { frCatalogue } from './fr-catalogue.ts'
import { frConsole } from './fr-console.ts'
import { frCrews } from './fr-crews.ts'
import { frDeliveries } from './fr-deliveries.ts'
import { frEvent } from './fr-event.ts'
import { frIntake } from './fr-intake.ts'
import { frMap } from './fr-map.ts'
import { frService } from './fr-service.ts'
import { frSupervisor } from './fr-supervisor.ts'
import { frTablet } from './fr-tablet.ts'

/** Every sentence of the screens, in French: the fact before the instruction, no exclamation mark, no « veuillez ». */
export const fr = {
  product: 'Vigie',
  radioRoom: (city: string) => `PC${HARD}Radio · ${city}`,
  skip: 'Aller à la file des fiches',
  close: 'Fermer',
  cancel: 'Annuler',
  confirm: 'Confirmer',
  send: 'Envoyer',
  back: 'Retour',
  retry: 'Réessayer',
  logOut: 'Se déconnecter',
  switchToLight: 'Thème clair',
  switchToDark: 'Thème sombre',
  soundOn: 'Rétablir le son',
  soundOff: 'Couper le son',
  otherLanguage: 'English',
  login: {
    title: 'Connexion',
    userName: 'Nom',
    password: 'Mot de passe',
    submit: 'Entrer',
    report: 'Signaler un problème, sans compte',
    demonstration: 'Démonstration',
    demonstrationNote: 'Données inventées, comptes ouverts à tous sur cette machine.',
    wait: (duration: string) => `Trop d’essais. Prochain essai dans ${duration}.`,
    enrol: 'Enrôler cette tablette',
    revoked: 'Cette tablette a été révoquée.',
    unsent: (count: number) =>
      count === 1
        ? '1 action attend sur cet appareil. Connectez-vous et reprenez l’indicatif pour l’envoyer.'
        : `${count} actions attendent sur cet appareil. Connectez-vous et reprenez l’indicatif pour les envoyer.`,
    wrongPlace: 'Ce compte n’a pas accès à cet écran.',
  },
  link: {
    connecting: 'Connexion…',
    current: 'À jour',
    heard: (seconds: string) => `reçu il y a ${seconds}${THIN}s`,
    late: (duration: string) => `En retard de ${duration}, rattrapage en cours`,
    lateShort: (duration: string) => `En retard de ${duration}`,
    lost: (time: string) =>
      `Liaison perdue depuis ${time}. Les positions sont figées, la situation affichée date de ${time}.`,
    back: (events: number) =>
      events === 0
        ? 'Liaison rétablie, situation à jour'
        : `Liaison rétablie, ${figure(events, 'fr')} événement${events > 1 ? 's' : ''} rattrapé${events > 1 ? 's' : ''}`,
  },
  intake: frIntake,
  service: frService,
  catalogue: frCatalogue,
  deliveries: frDeliveries,
  ...frConsole,
  ...frCrews,
  ...frMap,
  ...frCallOut,
  ...frEvent,
  ...frTablet,
  ...frSupervisor,
}

export type Words = typeof fr

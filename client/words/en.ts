import { figure, THIN } from '../../shared/typography.ts'
import { enCallOut } from './en-call-out.ts'
import { enCatalogue } from './en-catalogue.ts'
import { enConsole } from './en-console.ts'
import { enCrews } from './en-crews.ts'
import { enDeliveries } from './en-deliveries.ts'
import { enEvent } from './en-event.ts'
import { enIntake } from './en-intake.ts'
import { enMap } from './en-map.ts'
import { enService } from './en-service.ts'
import { enSupervisor } from './en-supervisor.ts'
import { enTablet } from './en-tablet.ts'
import type { Words } from './fr.ts'

/** The same sentences in English; a missing one does not compile. */
export const en: Words = {
  product: 'Vigie',
  radioRoom: (city) => `Radio room · ${city}`,
  skip: 'Go to the ticket queue',
  close: 'Close',
  cancel: 'Cancel',
  confirm: 'Confirm',
  send: 'Send',
  back: 'Back',
  retry: 'Try again',
  logOut: 'Log out',
  switchToLight: 'Light theme',
  switchToDark: 'Dark theme',
  soundOn: 'Sound on',
  soundOff: 'Sound off',
  otherLanguage: 'Français',
  login: {
    title: 'Log in',
    userName: 'Name',
    password: 'Password',
    submit: 'Enter',
    report: 'Report a problem, without an account',
    demonstration: 'Demonstration',
    demonstrationNote: 'Invented data, accounts open to anyone on this machine.',
    wait: (duration) => `Too many attempts. Next one in ${duration}.`,
    enrol: 'Enrol this tablet',
    revoked: 'This tablet was revoked.',
    unsent: (count) =>
      count === 1
        ? '1 action waits on this device. Log in and take the call sign again to send it.'
        : `${count} actions wait on this device. Log in and take the call sign again to send them.`,
    wrongPlace: 'This account has no access to this screen.',
  },
  link: {
    connecting: 'Connecting…',
    current: 'Up to date',
    heard: (seconds) => `heard ${seconds}${THIN}s ago`,
    late: (duration) => `${duration} late, catching up`,
    lateShort: (duration) => `${duration} late`,
    lost: (time) => `Link lost since ${time}. Positions are frozen; what is shown dates from ${time}.`,
    back: (events) =>
      events === 0
        ? 'Link restored, up to date'
        : `Link restored, ${figure(events, 'en')} event${events > 1 ? 's' : ''} caught up`,
  },
  intake: enIntake,
  service: enService,
  catalogue: enCatalogue,
  deliveries: enDeliveries,
  ...enConsole,
  ...enCrews,
  ...enMap,
  ...enCallOut,
  ...enEvent,
  ...enTablet,
  ...enSupervisor,
}

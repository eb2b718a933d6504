import type { DeliveryWords } from './fr-deliveries.ts'

/** What is told to partners, and what was given up, in English. */
export const enDeliveries: DeliveryWords = {
  by: { webhook: 'by webhook', email: 'by e-mail', open311: 'by Open311' },
  event: {
    delivered: (agency) => `Sent to ${agency}`,
    reference: (reference) => `as no. ${reference}`,
    notDelivered: (agency) => `${agency} could not be told`,
    abandoned: (agency) => `Delivery to ${agency} abandoned`,
  },
  problem: {
    no_answer: () => 'no answer in time',
    answered: (status) => `answered ${status}`,
    not_reached: (code) => `not reached (${code})`,
    inside: () => 'address inside the network, refused',
    fault: () => 'a fault of this server',
    unavailable: () => 'this server was overloaded',
    failed: () => 'a fault of this server',
    no_channel: () => 'no delivery is set up',
    list_unreadable: () => 'may have arrived, their list cannot be read',
    unknown_person: () => 'nobody of that id',
    no_gateway: () => 'no gateway is set up',
    no_manager: () => 'no manager is planned',
  },
  title: 'Failed deliveries',
  figures: 'Figures',
  console: 'Console',
  count: (count) => (count > 1 ? `${count} failed deliveries` : '1 failed delivery'),
  intro:
    'What could not be delivered to a partner or to the call gateway. Nothing more is tried without you.',
  trying: (count) =>
    count > 1
      ? `${count} deliveries failed and are still being tried.`
      : '1 delivery failed and is still being tried.',
  empty: 'No failed delivery. What fails for good appears here.',
  loading: 'Reading the deliveries…',
  failed: 'The list could not be read. Deliveries go on.',
  stale: (time) => `The list could not be read again. This one is of ${time}.`,
  columns: {
    ticket: 'Ticket',
    to: 'To',
    since: 'Failed',
    tries: 'Tries',
    problem: 'Last error',
    actions: 'Actions',
  },
  callChannel: { sms: 'by SMS', voice: 'by telephone' },
  receiver: { call: 'On call', hole_notice: 'Manager on call', follow_link: 'Caller' },
  server: 'This server',
  noTicket: '–',
  since: (duration) => `${duration} ago`,
  over: 'No longer needed: the ticket has ended or was taken back.',
  retry: 'Try again',
  retryWhich: (what) => `Try again: ${what}`,
  abandon: 'Abandon…',
  abandonWhich: (what) => `Abandon: ${what}`,
  askRetry: {
    title: (what) => `Try again? ${what}`,
    text: 'The partner may have it already. Ask them before sending it a second time.',
    confirm: 'Send it all the same',
  },
  askAbandon: {
    title: (what) => `Abandon for good? ${what}`,
    partner: 'The partner will not be told. The ticket stays in its name.',
    other: 'This will never be tried again.',
    confirm: 'Abandon for good',
    takeBack: 'Take back to the PC Radio',
    keep: 'Keep',
  },
  done: {
    retried: 'Trying again.',
    abandoned: 'Abandoned.',
    takenBack: 'Ticket open again at the PC Radio.',
    refused: (why) => `Nothing has changed: ${why}`,
  },
}

import { createTransport } from 'nodemailer'
import type { Delivered } from './delivered.ts'
import type { Letter, MailServer } from './partners.ts'
import { linesOf, oneLine, type TakenBack, type Told } from './told.ts'

const LONGEST_SUBJECT = 150

/** Tells a partner of a ticket by e-mail. */
export function byLetter(
  letter: Letter,
  server: MailServer,
  told: Told,
  { timeZone, timeoutMs }: { timeZone: string; timeoutMs: number },
): Promise<Delivered> {
  return send(letter, server, handOff(told, server, timeZone), timeoutMs)
}

/** Tells a partner by a second letter, which answers the first, that it has a ticket no more. */
export function takenBackByLetter(
  letter: Letter,
  server: MailServer,
  back: TakenBack,
  timeoutMs: number,
): Promise<Delivered> {
  return send(letter, server, takenBack(back, server), timeoutMs)
}

/**
 * Sends a letter, which must be the same each time, its Message-ID above all: whoever has it already may throw the second
 * away.
 */
async function send(
  { to }: Letter,
  server: MailServer,
  letter: Written,
  timeoutMs: number,
): Promise<Delivered> {
  const { host, port, tls, user, password, from } = server
  const transport = createTransport({
    host,
    port,
    secure: tls === 'implicit',
    requireTLS: tls === 'starttls',
    ignoreTLS: tls === 'none',
    tls: { rejectUnauthorized: true, minVersion: 'TLSv1.2' },
    ...(user !== undefined && password !== undefined && { auth: { user, pass: password } }),
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    dnsTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  try {
    await transport.sendMail({ from, to, headers: { 'Auto-Submitted': 'auto-generated' }, ...letter })
    return { status: 'done', reference: null }
  } catch (error) {
    return outcomeOf(error)
  } finally {
    transport.close()
  }
}

interface Written {
  messageId: string
  inReplyTo?: string
  references?: string
  date: Date
  subject: string
  text: string
}

const messageIdOf = (id: string, { from }: MailServer) => `<${id}@${from.split('@')[1]}>`

function handOff(told: Told, server: MailServer, timeZone: string): Written {
  const { id, reference, handedAt } = told
  return {
    messageId: messageIdOf(id, server),
    date: new Date(handedAt),
    subject: subjectOf(told),
    text: [
      `La ville vous transmet la fiche ${reference}.`,
      '',
      ...linesOf(told, timeZone),
      '',
      `Si cette lettre arrive deux fois, il s’agit de la même fiche. Envoi ${id}.`,
      'Ni le nom ni le téléphone de qui a appelé ne sont transmis.',
    ].join('\n'),
  }
}

function takenBack({ id, told, takenBackAt }: TakenBack, server: MailServer): Written {
  const first = messageIdOf(told.id, server)
  return {
    messageId: messageIdOf(id, server),
    inReplyTo: first,
    references: first,
    date: new Date(takenBackAt),
    subject: `Re: ${subjectOf(told)}`,
    text: [
      `La ville reprend la fiche ${told.reference} à sa charge : ne donnez pas suite, ou plus.`,
      '',
      `Elle vous avait été transmise par l’envoi ${told.id}. S’il ne vous est jamais parvenu, il n’y a rien à faire.`,
      `Si cette lettre arrive deux fois, il s’agit de la même reprise. Envoi ${id}.`,
    ].join('\n'),
  }
}

function subjectOf({ reference, service, address }: Told): string {
  const where = address === null ? '' : `, ${address}`
  return oneLine(`[Vigie ${reference}] ${service.name.fr}${where}`).slice(0, LONGEST_SUBJECT)
}

/** What the mail server refuses for good is not tried again; a password or a certificate may be put right meanwhile. */
function outcomeOf(error: unknown): Delivered {
  const { code, responseCode } = error as { code?: unknown; responseCode?: unknown }
  const isRefused = code === 'EENVELOPE' || code === 'EMESSAGE'
  if (typeof responseCode === 'number') {
    const problem = `answered ${responseCode}`
    return isRefused && responseCode >= 500 ? { status: 'never', problem } : { status: 'again', problem }
  }
  if (code === 'ETIMEDOUT') return { status: 'again', problem: 'no_answer' }
  const name = typeof code === 'string' ? code.replace(/\W/g, '_').slice(0, 40) : 'unknown'
  return { status: 'again', problem: `not_reached ${name}` }
}

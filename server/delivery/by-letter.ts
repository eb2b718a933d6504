import { createTransport } from 'nodemailer'
import type { Delivered } from './delivered.ts'
import type { Letter, MailServer } from './partners.ts'
import { linesOf, oneLine, type Told } from './told.ts'

const LONGEST_SUBJECT = 150

/**
 * Tells a partner of a ticket by e-mail. The letter is the same each time, its Message-ID above all: whoever has it already may
 * throw the second away.
 */
export async function byLetter(
  { to }: Letter,
  server: MailServer,
  told: Told,
  { timeZone, timeoutMs }: { timeZone: string; timeoutMs: number },
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
    await transport.sendMail({ from, to, ...letterOf(told, from, timeZone) })
    return { status: 'done', reference: null }
  } catch (error) {
    return outcomeOf(error)
  } finally {
    transport.close()
  }
}

function letterOf(told: Told, from: string, timeZone: string) {
  const { id, reference, service, address, handedAt } = told
  const where = address === null ? '' : `, ${address}`
  return {
    messageId: `<${id}@${from.split('@')[1]}>`,
    date: new Date(handedAt),
    subject: oneLine(`[Vigie ${reference}] ${service.name.fr}${where}`).slice(0, LONGEST_SUBJECT),
    headers: { 'Auto-Submitted': 'auto-generated' },
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

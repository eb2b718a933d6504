import { z } from 'zod'
import { agencyCodeSchema, serviceCodeSchema } from '../../shared/catalogue/service.ts'
import type { ChannelOf } from '../../shared/delivery/delivery.ts'

/** A line of text that can stand in a header. */
const lineSchema = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[^\p{Cc}]+$/u, 'one line, without control characters')
const secretSchema = lineSchema.refine(
  (text) => text.length >= 16,
  'at least 16 characters that only the two know',
)
const mailSchema = z.email('an address such as astreinte@partenaire.example').max(254)

const urlSchema = z
  .string()
  .max(500)
  .regex(
    /^https?:\/\/[^?#@\s]+$/,
    'an address such as https://partner.example/hand-offs, without user or query',
  )
  .refine((text) => URL.canParse(text), 'an address such as https://partner.example/hand-offs')
  .transform((text) => text.replace(/\/+$/, ''))

/** Where it is inside the network: then, and then only, it may be reached there, in plain HTTP if need be. */
const inside = z.boolean().default(false)

const webhookSchema = z.strictObject({
  channel: z.literal('webhook'),
  url: urlSchema,
  secret: secretSchema,
  inside,
})

const letterSchema = z.strictObject({ channel: z.literal('email'), to: mailSchema })

const open311Schema = z.strictObject({
  channel: z.literal('open311'),
  /** To which « /requests.json » is added. */
  url: urlSchema,
  apiKey: lineSchema,
  jurisdictionId: lineSchema.optional(),
  /** Their code for what has none of its own below. */
  serviceCode: lineSchema,
  /** Theirs by ours. */
  serviceCodes: z.record(serviceCodeSchema, lineSchema).default({}),
  /** Answers to what their services ask, by their codes, where ours have none. */
  attributes: z.record(lineSchema, z.union([lineSchema, z.array(lineSchema).min(1)])).default({}),
  inside,
})

const partnerSchema = z
  .discriminatedUnion('channel', [webhookSchema, letterSchema, open311Schema], {
    error: 'webhook, email or open311',
  })
  .superRefine((partner, context) => {
    if ('url' in partner && partner.url.startsWith('http:') && !partner.inside)
      context.addIssue({
        code: 'custom',
        path: ['url'],
        message: 'https, or "inside": true where it is inside the network',
      })
  })

export type Webhook = z.infer<typeof webhookSchema>
export type Letter = z.infer<typeof letterSchema>
export type OtherTown = z.infer<typeof open311Schema>
export type Partner = z.infer<typeof partnerSchema>

/** The town's own mail server: `starttls` and `implicit` check its certificate; `none` is for one inside the network. */
const smtpSchema = z
  .strictObject({
    host: lineSchema,
    port: z.int().min(1).max(65_535).default(587),
    tls: z.enum(['starttls', 'implicit', 'none']).default('starttls'),
    user: lineSchema.optional(),
    password: lineSchema.optional(),
    from: mailSchema,
  })
  .superRefine(({ tls, user, password }, context) => {
    if ((user === undefined) !== (password === undefined))
      context.addIssue({ code: 'custom', path: ['user'], message: 'a user and a password, or neither' })
    if (tls === 'none' && user !== undefined)
      context.addIssue({
        code: 'custom',
        path: ['tls'],
        message: 'starttls or implicit, where there is a password',
      })
  })
export type MailServer = z.infer<typeof smtpSchema>

const fileSchema = z
  .strictObject({ smtp: smtpSchema.optional(), partners: z.record(agencyCodeSchema, partnerSchema) })
  .superRefine(({ smtp, partners }, context) => {
    const letters = Object.entries(partners).find(([, { channel }]) => channel === 'email')
    if (smtp === undefined && letters !== undefined)
      context.addIssue({
        code: 'custom',
        path: ['partners', letters[0], 'channel'],
        message: 'an "smtp" beside "partners": e-mail needs a mail server',
      })
  })

/** How partners are reached, by the codes of their agencies; and the mail server. */
export interface Partners {
  of(agency: string): Partner | undefined
  channelOf: ChannelOf
  agencies: readonly string[]
  smtp: MailServer | null
}

/** A file that cannot be used: at which line, what, and what it must be. No secret of it. */
export class PartnersError extends Error {}

export const noPartners: Partners = partnersOf({ partners: {} })

/** Reads the file of partners. Throws a `PartnersError` on the first thing that cannot be used. */
export function parsePartners(text: string): Partners {
  const parsed = fileSchema.safeParse(jsonOf(text))
  if (parsed.success) return partnersOf(parsed.data)
  const [issue] = parsed.error.issues
  const keys = issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : []
  const path = [...(issue?.path ?? []).map(String), ...keys]
  const what = path.length === 0 ? 'the whole' : path.join('.')
  const wanted = keys.length > 0 ? 'there is no such setting' : `give ${wantedBy(issue?.message ?? '')}`
  throw new PartnersError(`line ${lineOf(text, path)}, ${what}: ${wanted}.`)
}

function partnersOf({ smtp, partners }: z.infer<typeof fileSchema>): Partners {
  const byAgency = new Map(Object.entries(partners))
  return {
    of: (agency) => byAgency.get(agency),
    channelOf: (agency) => byAgency.get(agency)?.channel,
    agencies: [...byAgency.keys()],
    smtp: smtp ?? null,
  }
}

function wantedBy(message: string): string {
  return message.replace(/^Invalid input: /, '').replace(/^expected /, '')
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    const lines = text.split('\n')
    const bad = lines.findIndex((_line, index) => isBroken(`${lines.slice(0, index + 1).join('\n')}\n`))
    throw new PartnersError(`line ${bad < 0 ? lines.length : bad + 1}: it is no JSON there.`)
  }
}

/** Whether nothing that could follow would make it JSON. */
function isBroken(beginning: string): boolean {
  try {
    JSON.parse(beginning)
    return false
  } catch (error) {
    const { message } = error as Error
    const [, at] = /position (\d+)/.exec(message) ?? []
    return at === undefined ? message.startsWith('Unexpected token') : Number(at) < beginning.length
  }
}

/** The line of the deepest key of `path` that is written in `text`, counted from 1. */
function lineOf(text: string, path: readonly string[]): number {
  let at = 0
  for (const key of path) {
    const found = text.indexOf(`${JSON.stringify(key)}`, at)
    if (found < 0) break
    at = found + 1
  }
  return text.slice(0, at).split('\n').length
}

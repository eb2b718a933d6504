import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { type Catalogue, catalogueSchema } from '../../shared/catalogue/catalogue.ts'
import { type Fleet, fleetSchema } from '../../shared/crew/fleet.ts'
import { type FollowRules, followRulesSchema } from '../../shared/follow/rules.ts'
import { jurisdictionsSchema } from '../../shared/jurisdiction.ts'
import { type OnCallRules, onCallRulesSchema } from '../../shared/protocol/on-call.ts'
import { type Localized, localizedSchema } from '../../shared/text.ts'
import type { Town } from '../../shared/town.ts'
import { timeZoneSchema } from '../../shared/wall-clock.ts'
import { Jurisdictions } from './jurisdiction.ts'

const citySchema = z.object({ timeZone: timeZoneSchema, label: localizedSchema })
const open311Schema = z.strictObject({
  contact: z.string().max(500),
  keyService: z.string().max(500),
  jurisdictions: jurisdictionsSchema,
})

/**
 * What a town decides and no map knows: whom it serves under which name, its time zone, the catalogue it begins with, its
 * fleet, its rules of being on call, what it tells those who asked.
 */
export interface Deployment {
  jurisdictions: Jurisdictions
  /** Whom to ask about the service, and for a key, as the discovery of Open311 tells it. */
  open311: { contact: string; keyService: string }
  timeZone: string
  /** What the map is called while the loaded city is one drawn by hand. */
  schematicLabel: Localized
  /** What is published as the first version where none was yet. */
  catalogue: Catalogue
  /** What its crews may take with them. */
  fleet: Fleet
  onCall: OnCallRules
  follow: FollowRules
}

/** A file of a town that cannot be used; its message names the file, where in it, and why. */
export class DeploymentError extends Error {}

/**
 * Reads the deployment kept in `folder` (city.json, catalogue.json, fleet.json, on-call.json, open311.json, follow.json).
 * Throws a `DeploymentError` on the first file that cannot be used.
 */
export async function loadDeployment(folder: URL): Promise<Deployment> {
  const parse = <T>(file: string, schema: z.ZodType<T>) => readDeployed(new URL(file, folder), schema)
  const { timeZone, label } = await parse('city.json', citySchema)
  const catalogue = await parse('catalogue.json', catalogueSchema)
  const { agencies } = catalogue
  const fleet = await parse('fleet.json', fleetSchema)
  const onCall = await parse('on-call.json', onCallRulesSchema)
  const known = new Set(agencies.map(({ code }) => code))
  for (const { agency } of onCall.agencies)
    if (!known.has(agency)) throw new DeploymentError(`on-call.json: the catalogue has no agency ${agency}.`)
  const { jurisdictions, ...open311 } = await parse('open311.json', open311Schema)
  const follow = await parse('follow.json', followRulesSchema)
  return {
    jurisdictions: new Jurisdictions(jurisdictions),
    open311,
    timeZone,
    schematicLabel: label,
    catalogue,
    fleet,
    onCall,
    follow,
  }
}

/** What of a deployment routing goes by. */
export function townOf({ jurisdictions, timeZone, onCall }: Deployment): Town {
  const { agencies, callOut } = onCall
  return { jurisdictions: jurisdictions.all, timeZone, agencies, hazardMinutes: callOut.hazardMinutes }
}

async function readDeployed<T>(url: URL, schema: z.ZodType<T>): Promise<T> {
  const refuse = (why: string) => new DeploymentError(`${fileURLToPath(url)}: ${why}`)
  let content: unknown
  try {
    content = JSON.parse(await readFile(url, 'utf8'))
  } catch (error) {
    const { message, code } = error as NodeJS.ErrnoException
    throw refuse(error instanceof SyntaxError ? message : `it cannot be read (${code ?? 'unknown'}).`)
  }
  const parsed = schema.safeParse(content)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw refuse([issue?.path.join('.'), issue?.message].filter(Boolean).join(': '))
}

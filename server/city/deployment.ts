import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { type Catalogue, catalogueSchema } from '../../shared/catalogue/catalogue.ts'
import { type Fleet, fleetSchema } from '../../shared/crew/fleet.ts'
import { type FollowRules, followRulesSchema } from '../../shared/follow/rules.ts'
import { jurisdictionsSchema } from '../../shared/jurisdiction.ts'
import { type OnCallRules, onCallRulesSchema } from '../../shared/protocol.ts'
import { type Localized, localizedSchema } from '../../shared/text.ts'
import type { Town } from '../../shared/town.ts'
import { Jurisdictions } from './jurisdiction.ts'

const citySchema = z.object({ timeZone: z.string(), label: localizedSchema })
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

/** Reads the deployment kept in `folder` (city.json, catalogue.json, fleet.json, on-call.json, open311.json, follow.json); throws on a file that is not one. */
export async function loadDeployment(folder: URL): Promise<Deployment> {
  const parse = async (file: string) => JSON.parse(await readFile(new URL(file, folder), 'utf8'))
  const { timeZone, label } = citySchema.parse(await parse('city.json'))
  const catalogue = catalogueSchema.parse(await parse('catalogue.json'))
  const { agencies } = catalogue
  const fleet = fleetSchema.parse(await parse('fleet.json'))
  const onCall = onCallRulesSchema.parse(await parse('on-call.json'))
  const known = new Set(agencies.map(({ code }) => code))
  for (const { agency } of onCall.agencies)
    if (!known.has(agency)) throw new Error(`on-call.json: the catalogue has no agency ${agency}.`)
  const { jurisdictions, ...open311 } = open311Schema.parse(await parse('open311.json'))
  const follow = followRulesSchema.parse(await parse('follow.json'))
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

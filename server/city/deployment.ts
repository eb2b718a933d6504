import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { type Catalogue, catalogueSchema } from '../../shared/catalogue/catalogue.ts'
import { type Fleet, fleetSchema } from '../../shared/crew/fleet.ts'
import { type OnCallRules, onCallRulesSchema } from '../../shared/protocol.ts'
import { type Localized, localizedSchema } from '../../shared/text.ts'

const citySchema = z.object({ jurisdiction: z.string(), timeZone: z.string(), label: localizedSchema })

/**
 * What a town decides and no map knows: whom it serves under which name, its time zone, the catalogue it begins with, its
 * fleet, its rules of being on call.
 */
export interface Deployment {
  jurisdiction: string
  timeZone: string
  /** What the map is called while the loaded city is one drawn by hand. */
  schematicLabel: Localized
  /** What is published as the first version where none was yet. */
  catalogue: Catalogue
  /** What its crews may take with them. */
  fleet: Fleet
  onCall: OnCallRules
}

/** Reads the deployment kept in `folder` (city.json, catalogue.json, fleet.json, on-call.json); throws on a file that is not one. */
export async function loadDeployment(folder: URL): Promise<Deployment> {
  const parse = async (file: string) => JSON.parse(await readFile(new URL(file, folder), 'utf8'))
  const { jurisdiction, timeZone, label } = citySchema.parse(await parse('city.json'))
  const catalogue = catalogueSchema.parse(await parse('catalogue.json'))
  const { agencies } = catalogue
  const fleet = fleetSchema.parse(await parse('fleet.json'))
  const onCall = onCallRulesSchema.parse(await parse('on-call.json'))
  const known = new Set(agencies.map(({ code }) => code))
  for (const { agency } of onCall.agencies)
    if (!known.has(agency)) throw new Error(`on-call.json: the catalogue has no agency ${agency}.`)
  return {
    jurisdiction,
    timeZone,
    schematicLabel: label,
    catalogue,
    fleet,
    onCall,
  }
}

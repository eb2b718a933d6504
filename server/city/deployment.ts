import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import {
  type Catalogue,
  catalogueOf,
  DISTRESS,
  type Service,
  serviceSchema,
} from '../../shared/catalogue/service.ts'
import { type OnCallRules, onCallRulesSchema } from '../../shared/protocol.ts'
import { type Localized, localizedSchema } from '../../shared/text.ts'

const citySchema = z.object({ jurisdiction: z.string(), timeZone: z.string(), label: localizedSchema })
const servicesSchema = z.object({ services: z.array(serviceSchema) })

/** What a town decides and no map knows: whom it serves under which name, its time zone, its catalogue, its rules of being on call. */
export interface Deployment {
  jurisdiction: string
  timeZone: string
  /** What the map is called while the loaded city is one drawn by hand. */
  schematicLabel: Localized
  catalogue: Catalogue
  /** The catalogue in order, distress included. */
  services: readonly Service[]
  onCall: OnCallRules
}

/** Reads the deployment kept in `folder` (city.json, services.json, on-call.json); throws on a file that is not one. */
export async function loadDeployment(folder: URL): Promise<Deployment> {
  const parse = async (file: string) => JSON.parse(await readFile(new URL(file, folder), 'utf8'))
  const { jurisdiction, timeZone, label } = citySchema.parse(await parse('city.json'))
  const { services } = servicesSchema.parse(await parse('services.json'))
  return {
    jurisdiction,
    timeZone,
    schematicLabel: label,
    catalogue: catalogueOf(services),
    services: [DISTRESS, ...services],
    onCall: onCallRulesSchema.parse(await parse('on-call.json')),
  }
}

import { Osrm } from './osrm.ts'
import type { TableEngine } from './table-engine.ts'
import { Valhalla } from './valhalla.ts'

/** Where a routing server of the town's own is; `url` without a slash at its end. */
export interface Routing {
  engine: TableEngine['name']
  url: string
}

export function openEngine({ engine, url }: Routing): TableEngine {
  return engine === 'valhalla' ? new Valhalla(url) : new Osrm(url)
}

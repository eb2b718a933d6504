import { z } from 'zod'
import type { Catalogue } from './catalogue.ts'
import { type Agency, DISTRESS, type Needs, type Service, serviceCodeSchema } from './service.ts'

/** Publications are numbered from 1, which a deployment begins with. */
export const catalogueVersionSchema = z.int().positive()

/** Says which type of request, as which publication has it; what was stored before there were any is of the first. */
export const typed = {
  serviceCode: serviceCodeSchema,
  catalogueVersion: catalogueVersionSchema.default(1),
}
interface Typed {
  serviceCode: string
  catalogueVersion: number
}

/** Looks a type of request up; undefined where it, or its publication, is not known here. */
export type ServiceOf = (of: Typed) => Service | undefined

/** Looks up who deals with things; undefined where nobody has that code in that publication, or it is not known here. */
export type AgencyOf = (of: { agency: string; catalogueVersion: number }) => Agency | undefined

/** The publications of the catalogue that are known here; a value, never changed. A crew's distress is in each. */
export class Catalogues {
  private readonly services: ReadonlyMap<number, ReadonlyMap<string, Service>>

  constructor(private readonly published: ReadonlyMap<number, Catalogue> = new Map()) {
    this.services = new Map(
      [...published].map(([version, { services }]) => [
        version,
        new Map([DISTRESS, ...services].map((service) => [service.code, service])),
      ]),
    )
  }

  get(version: number): Catalogue | undefined {
    return this.published.get(version)
  }

  /** Of the given versions, those that are known. */
  those(versions: ReadonlySet<number>): ReadonlyMap<number, Catalogue> {
    return new Map([...this.published].filter(([version]) => versions.has(version)))
  }

  /** The newest version; 0 where there is none. */
  get latest(): number {
    return Math.max(0, ...this.published.keys())
  }

  with(version: number, catalogue: Catalogue): Catalogues {
    return new Catalogues(new Map([...this.published, [version, catalogue]]))
  }

  readonly serviceOf: ServiceOf = ({ serviceCode, catalogueVersion }) =>
    serviceCode === DISTRESS.code ? DISTRESS : this.services.get(catalogueVersion)?.get(serviceCode)

  readonly agencyOf: AgencyOf = ({ agency, catalogueVersion }) =>
    this.published.get(catalogueVersion)?.agencies.find(({ code }) => code === agency)
}

/** What a ticket needs: what its answers came to, or what its type says where it was taken before they were kept. */
export function needsOf({ needs }: { needs: Needs | null }, { skills, agency }: Service): Needs {
  return needs ?? { skills, equipment: [], agency }
}

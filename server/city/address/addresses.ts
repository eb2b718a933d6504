import { booleanPointInPolygon } from '@turf/boolean-point-in-polygon'
import type { LonLat } from '../../../shared/geo.ts'
import type { Database } from '../../db/pool.ts'
import type { Hit } from './address-hit.ts'
import { AddressIndex } from './address-index.ts'
import { nearestIn, nearestStreet } from './address-reverse.ts'
import { type CityAddresses, loadCityAddresses, loadedVersion, type Outline } from './address-rows.ts'
import { searchIndex } from './address-search.ts'

export interface District {
  code: string
  short: string
}

/** One place that a text may mean. */
export interface FoundAddress extends LonLat {
  kind: Hit['kind']
  /** As on the plate: « 12 bis Rue des Lois ». */
  label: string
  municipality: string | null
  district: District | null
  /** 0 to 1: how well it matches what was asked. */
  score: number
  /** Surely what was meant: may be acted on without asking. */
  sure: boolean
}

/** What lies at a point. */
export interface PointAddress {
  nearest:
    | (LonLat & { kind: 'address' | 'street'; label: string; municipality: string | null; metres: number })
    | null
  district: District | null
}

/** A place found for a text, with what a ticket keeps of it. */
export interface PlacedAddress extends LonLat {
  address: string
  district: string | null
}

/** Finds addresses by text and by point, in an index of the loaded city kept in memory: docs/adr/0004. */
export class Addresses {
  private city: CityAddresses = {
    version: null,
    index: new AddressIndex(new Map(), null),
    districts: [],
    boundary: [],
  }
  private refreshing: Promise<unknown> = Promise.resolve()

  /** Empty until `refresh`. `schema` holds the city's tables: server/city/schema.sql. */
  constructor(
    private readonly database: Database,
    private readonly schema: string,
  ) {}

  /** The version of the city that is searched; null where none is loaded. */
  get version(): string | null {
    return this.city.version
  }

  /**
   * Reads the city anew if another version is loaded now; until that is done the old one answers, and an error leaves
   * it in place. Call it at the start and whenever an import has ended.
   */
  refresh(): Promise<void> {
    const next = this.refreshing.then(() => this.read())
    this.refreshing = next.catch(() => {})
    return next
  }

  /** Answers from `city` from now on. */
  adopt(city: CityAddresses): void {
    this.city = city
  }

  /** At most `limit` places that the text may mean, best match first, then nearest to `near`. Never throws. */
  search(text: string, { near = null, limit }: { near?: LonLat | null; limit: number }): FoundAddress[] {
    const { index } = this.city
    const hits = searchIndex(index, text, { near, limit, inside: (point) => this.isServed(point) })
    return hits.map((hit) => ({
      kind: hit.kind,
      label: hit.label,
      municipality: hit.entry.municipalityLabel,
      district: this.districtAt(hit),
      lon: hit.lon,
      lat: hit.lat,
      score: Math.round(hit.score * 1000) / 1000,
      sure: hit.sure,
    }))
  }

  /** The nearest house (60 m) or street (250 m) and the district; each null where there is none. */
  reverse(point: LonLat): PointAddress {
    return { nearest: nearestIn(this.city.index, point), district: this.districtAt(point) }
  }

  /** The name of the street nearest to a point, null where none is within 250 m. */
  streetNear(point: LonLat): string | null {
    return nearestStreet(this.city.index, point)?.label ?? null
  }

  /**
   * Where a text surely means, null where that is not sure. The address is the plate's; the text itself is kept where
   * it says more than the place (a floor, a landmark).
   */
  async place(text: string): Promise<PlacedAddress | null> {
    const [first] = searchIndex(this.city.index, text, {
      near: null,
      limit: 1,
      inside: (point) => this.isServed(point),
    })
    if (first === undefined || !first.sure) return null
    const { lon, lat, label, details } = first
    return { lon, lat, address: details ? text : label, district: this.districtAt(first)?.code ?? null }
  }

  private async read(): Promise<void> {
    // A city that takes the old one's place while the old one is read is seen on the next look.
    while ((await loadedVersion(this.database, this.schema)) !== this.city.version) {
      this.city = await loadCityAddresses(this.database, this.schema)
    }
  }

  private districtAt(point: LonLat): District | null {
    const found = this.city.districts.find(({ outline }) => isIn(point, outline))
    return found === undefined ? null : { code: found.code, short: found.short }
  }

  private isServed(point: LonLat): boolean {
    const { boundary } = this.city
    return boundary.length === 0 || boundary.some((outline) => isIn(point, outline))
  }
}

function isIn({ lon, lat }: LonLat, { geometry, box: [west, south, east, north] }: Outline): boolean {
  if (lon < west || lon > east || lat < south || lat > north) return false
  return booleanPointInPolygon([lon, lat], geometry)
}

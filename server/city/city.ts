import type { LonLat } from '../../shared/geo.ts'
import type { City as CityView } from '../../shared/protocol/city.ts'
import type { Database } from '../db/pool.ts'
import { loadCityAddresses, loadedVersion } from './address/address-rows.ts'
import type { Addresses } from './address/addresses.ts'
import type { Deployment } from './deployment.ts'
import type { RoadEngine } from './road/road-engine.ts'
import { readTerritory, type Territory } from './territory.ts'

/** The territory served: its bounds, districts and streets, as they are now. */
export interface City {
  readonly view: CityView
  within(point: LonLat): boolean
  /** The code of the district around `point`, null outside all. */
  districtOf(point: LonLat): string | null
  /** The name of the street nearest to `point`, null where none is near. */
  streetNear(point: LonLat): string | null
}

export interface CityDependencies {
  database: Database
  deployment: Deployment
  addresses: Addresses
  roads: Pick<RoadEngine, 'prepare' | 'adopt'>
  /** Another city is loaded and stands everywhere. */
  onChange(): void
  onFault(error: unknown, what: string): void
}

/**
 * The city that is loaded: the one owner of what the tables say of it. A new one is made ready beside the old (its
 * network, its addresses, its outlines), and takes its place all at once.
 */
export class LoadedCity implements City {
  private checking: Promise<void> = Promise.resolve()
  private stopped = false

  private constructor(
    private readonly dependencies: CityDependencies,
    private territory: Territory,
  ) {}

  /** Reads the loaded city and its addresses; its streets are the road engine's to start. Rejects where there is none. */
  static async open(dependencies: CityDependencies): Promise<LoadedCity> {
    const { database, deployment, addresses } = dependencies
    const territory = await readTerritory(database, deployment)
    await addresses.refresh()
    return new LoadedCity(dependencies, territory)
  }

  get view(): CityView {
    return this.territory.view
  }

  within(point: LonLat): boolean {
    return this.territory.within(point)
  }

  districtOf(point: LonLat): string | null {
    return this.territory.districtOf(point)
  }

  streetNear(point: LonLat): string | null {
    return this.dependencies.addresses.streetNear(point)
  }

  /** Takes the city over that is loaded now, if it is another one. Never rejects: a failure is told, and keeps the old. */
  check(): Promise<void> {
    this.checking = this.checking.then(async () => {
      try {
        while (!this.stopped && (await this.isOutdated())) await this.replace()
      } catch (error) {
        if (!this.stopped)
          this.dependencies.onFault(error, 'the new city could not be made ready; the old one stays')
      }
    })
    return this.checking
  }

  /** Begins nothing more, and settles when nothing is under way. */
  async stop(): Promise<void> {
    this.stopped = true
    await this.checking
  }

  private async isOutdated(): Promise<boolean> {
    return (await loadedVersion(this.dependencies.database, 'city')) !== this.territory.version
  }

  /** Does nothing where yet another city was loaded meanwhile. The thread reads the streets while this one reads the rest. */
  private async replace(): Promise<void> {
    const { database, deployment, addresses, roads, onChange } = this.dependencies
    const starting = roads.prepare()
    try {
      const territory = await readTerritory(database, deployment)
      const found = await loadCityAddresses(database, 'city')
      const thread = await starting
      if ([found.version, thread.version].some((version) => version !== territory.version))
        return await thread.end()
      this.territory = territory
      addresses.adopt(found)
      roads.adopt(thread)
    } catch (error) {
      // One that could not be started is what failed.
      await starting.then((thread) => thread.end()).catch(() => {})
      throw error
    }
    onChange()
  }
}

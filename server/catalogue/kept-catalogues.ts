import type { Board } from '../../shared/board.ts'
import type { Catalogue } from '../../shared/catalogue/catalogue.ts'
import { Catalogues, type ServiceOf } from '../../shared/catalogue/published.ts'
import type { Connection, Database } from '../db/pool.ts'
import { loadPublications } from '../projection/catalogue.ts'

/**
 * Every catalogue that was published, kept in this process: a ticket is read with its own for ever. Whoever is about to
 * use a version that another process published asks for it first.
 */
export class KeptCatalogues {
  constructor(private known = new Catalogues()) {}

  static async open(database: Database): Promise<KeptCatalogues> {
    const kept = new KeptCatalogues()
    await kept.read(0, database)
    return kept
  }

  get all(): Catalogues {
    return this.known
  }

  readonly serviceOf: ServiceOf = (of) => this.known.serviceOf(of)

  /** The catalogue in force on `board`; throws where it was never read, which is a fault of ours. */
  inForce({ catalogueVersion }: Pick<Board, 'catalogueVersion'>): Catalogue {
    const catalogue = this.known.get(catalogueVersion)
    if (catalogue === undefined)
      throw new Error(`Version ${catalogueVersion} of the catalogue is not known here.`)
    return catalogue
  }

  put(version: number, catalogue: Catalogue): void {
    this.known = this.known.with(version, catalogue)
  }

  /** Makes sure that `version`, and those before it, are known here. */
  async readUpTo(version: number, connection: Pick<Connection, 'query'>): Promise<void> {
    if (this.known.get(version) !== undefined) return
    await this.read(this.known.latest, connection)
  }

  private async read(after: number, connection: Pick<Connection, 'query'>): Promise<void> {
    for (const { version, catalogue } of await loadPublications(connection, after))
      this.put(version, catalogue)
  }
}

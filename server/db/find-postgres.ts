import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/** A PostgreSQL installation that also has PostGIS. `bin` holds initdb and postgres. */
export interface Installation {
  version: string
  bin: string
}

/** Where packages put PostgreSQL: Debian and Ubuntu, then Homebrew on both kinds of Mac. */
const PLACES = [
  {
    root: '/usr/lib/postgresql',
    bin: 'bin',
    extensions: (version: string) => `/usr/share/postgresql/${version}/extension`,
  },
  ...['/opt/homebrew/opt', '/usr/local/opt'].map((root) => ({
    root,
    bin: 'bin',
    extensions: (version: string) => join(root, version, 'share', version, 'extension'),
  })),
]

/** The newest installed PostgreSQL (≥ 15) that has PostGIS, or undefined. */
export function findPostgres(): Installation | undefined {
  const found = PLACES.flatMap(({ root, bin, extensions }) =>
    foldersOf(root)
      .filter((folder) => majorOf(folder) >= 15)
      .filter((folder) => existsSync(join(root, folder, bin, 'initdb')))
      .filter((folder) => existsSync(join(extensions(folder), 'postgis.control')))
      .map((folder) => ({ version: String(majorOf(folder)), bin: join(root, folder, bin) })),
  )
  return found.sort((a, b) => Number(b.version) - Number(a.version))[0]
}

function foldersOf(root: string): string[] {
  return existsSync(root) ? readdirSync(root) : []
}

/** « 15 » and « postgresql@15 » → 15; anything else → NaN, which is not ≥ 15. */
function majorOf(folder: string): number {
  return Number(folder.replace('postgresql@', ''))
}

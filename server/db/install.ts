import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

/**
 * Installs Debian or Ubuntu packages where this process may (as root, or through a sudo that asks nothing),
 * announcing it first through `say`. Elsewhere it throws an error whose message is the one command to run.
 */
export function installPackages(
  packages: readonly string[],
  purpose: string,
  say: (line: string) => void,
): void {
  const list = packages.join(' ')
  const byHand = `${purpose} is missing. Run:  sudo apt-get update && sudo apt-get install -y ${list}`
  if (!existsSync('/usr/bin/apt-get')) {
    throw new Error(`${purpose} is missing, and this is not a Debian or Ubuntu machine. Install: ${list}`)
  }
  const prefix = process.getuid?.() === 0 ? [] : ['sudo', '-n']
  if (prefix.length > 0 && spawnSync('sudo', ['-n', 'true']).status !== 0) throw new Error(byHand)
  say(`${purpose} is missing: installing ${list} (apt-get)…`)
  for (const step of [
    ['update', '-q'],
    ['install', '-q', '-y', '--no-install-recommends', ...packages],
  ]) {
    const [command = 'apt-get', ...rest] = [
      ...prefix,
      'env',
      'DEBIAN_FRONTEND=noninteractive',
      'apt-get',
      ...step,
    ]
    const { status, stderr } = spawnSync(command, rest, {
      encoding: 'utf8',
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    if (status !== 0)
      throw new Error(`apt-get ${step[0]} failed: ${stderr.trim().split('\n').at(-1)}. ${byHand}`)
  }
}

/** The packages of PostgreSQL with PostGIS on this machine's distribution (Debian 12 has 15, Ubuntu 24.04 has 16…). */
export function postgresPackages(): string[] {
  const { stdout } = spawnSync('apt-cache', ['depends', 'postgresql'], { encoding: 'utf8' })
  const version = /Depends: postgresql-(\d+)/.exec(stdout ?? '')?.[1] ?? '15'
  return [`postgresql-${version}`, `postgresql-${version}-postgis-3`]
}

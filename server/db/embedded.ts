import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, chownSync, existsSync, mkdirSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import pg from 'pg'
import { ConfigError } from '../config.ts'
import { findPostgres, type Installation } from './find-postgres.ts'
import { installPackages, postgresPackages } from './install.ts'

/** A private PostgreSQL cluster: its own processes, a unix socket only, fsync on. */
export interface Cluster {
  /** Of the database `vigie`. */
  url: string
  pid: number
  /** Settles when PostgreSQL has ended, for whatever cause. */
  ended: Promise<void>
  stop(): Promise<void>
}

const START_LIMIT_MS = 30_000
const LEAVING_LIMIT_MS = 6_000
/** A unix socket's path may have 107 bytes, « /.s.PGSQL.5432 » included. */
const LONGEST_SOCKET_FOLDER = 90

/**
 * Starts the private cluster kept in `folder`, creating it the first time (about 2 s), and its database `vigie`.
 * Installs PostgreSQL and PostGIS where they are missing and it may; throws an error that says what to run elsewhere.
 */
export async function startCluster(folder: string, say: (line: string) => void): Promise<Cluster> {
  const installation = findPostgres() ?? install(say)
  const owner = ownerOfCluster()
  const home = homeOf(resolve(folder), owner, say)
  const data = join(home, 'data')
  const socket = socketFolder(home)
  for (const needed of [home, socket]) prepare(needed, owner)
  await untilFree(socket, folder)
  if (!existsSync(join(data, 'PG_VERSION'))) initialise(installation, data, owner)
  const child = await launch(installation, data, socket, owner)
  await createDatabase(socket)
  const ended = new Promise<void>((settle) => child.once('exit', () => settle()))
  return {
    url: urlOf(socket, 'vigie'),
    pid: child.pid ?? 0,
    ended,
    stop: async () => {
      child.kill('SIGINT')
      await ended
    },
  }
}

/** The URL of the private cluster of `folder` if it is running now, whoever started it; undefined if it is not. */
export async function runningCluster(folder: string): Promise<string | undefined> {
  const socket = socketFolder(homeOf(resolve(folder), ownerOfCluster(), () => {}))
  return (await answers(socket)) ? urlOf(socket, 'vigie') : undefined
}

function install(say: (line: string) => void): Installation {
  installPackages(postgresPackages(), 'PostgreSQL with PostGIS', say)
  const installation = findPostgres()
  if (installation === undefined)
    throw new Error('PostgreSQL was installed, but no postgis.control was found beside it.')
  return installation
}

interface Owner {
  uid: number
  gid: number
}

/** PostgreSQL refuses to run as root: then it runs as the user `postgres`, which its package has made. */
function ownerOfCluster(): Owner | undefined {
  if (process.getuid?.() !== 0) return undefined
  const idOf = (flag: string) => Number(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout)
  return { uid: idOf('-u'), gid: idOf('-g') }
}

/** The cluster's own folder: in `folder`, unless the user postgres cannot reach that. */
function homeOf(folder: string, owner: Owner | undefined, say: (line: string) => void): string {
  mkdirSync(folder, { recursive: true })
  const home = join(folder, 'postgres')
  if (owner === undefined || spawnSync('test', ['-x', folder], { ...owner }).status === 0) return home
  const elsewhere = join('/var/lib/postgresql', `vigie-${shortHash(folder)}`)
  say(`${folder} is not reachable by the user postgres: the database is kept in ${elsewhere}.`)
  return elsewhere
}

function socketFolder(home: string): string {
  const inside = join(home, 'socket')
  if (Buffer.byteLength(inside) <= LONGEST_SOCKET_FOLDER) return inside
  return join(tmpdir(), `vigie-${shortHash(home)}`)
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12)
}

function prepare(folder: string, owner: Owner | undefined): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  if (owner !== undefined) chownSync(folder, owner.uid, owner.gid)
  chmodSync(folder, 0o700)
}

function initialise({ bin }: Installation, data: string, owner: Owner | undefined): void {
  const args = [
    '-D',
    data,
    '-A',
    'trust',
    '-U',
    'vigie',
    '-E',
    'UTF8',
    '--locale=C.UTF-8',
    '--data-checksums',
  ]
  const { status, stderr } = spawnSync(join(bin, 'initdb'), args, { ...owner, encoding: 'utf8', cwd: '/' })
  if (status !== 0) throw new Error(`initdb failed in ${data}: ${stderr.trim()}`)
}

/** Starts postgres and waits until it answers. After a kill -9 of its parent an old one may take a second to leave. */
async function launch(
  { bin }: Installation,
  data: string,
  socket: string,
  owner: Owner | undefined,
): Promise<ChildProcess> {
  const deadline = Date.now() + START_LIMIT_MS
  let lastWords = ''
  while (Date.now() < deadline) {
    const child = spawnPostgres(join(bin, 'postgres'), data, socket, owner)
    let running = true
    child.once('exit', () => {
      running = false
    })
    child.stderr?.on('data', (words: Buffer) => {
      lastWords = words.toString().trim().split('\n').at(-1) ?? lastWords
    })
    while (running && Date.now() < deadline) {
      if (await answers(socket)) return child
      await pause(50)
    }
    child.kill('SIGINT')
    await pause(300)
  }
  throw new Error(`PostgreSQL did not start in ${START_LIMIT_MS / 1000} s in ${data}: ${lastWords}`)
}

function spawnPostgres(
  postgres: string,
  data: string,
  socket: string,
  owner: Owner | undefined,
): ChildProcess {
  const settings = [
    'listen_addresses=',
    'jit=off',
    'max_connections=50',
    'shared_buffers=64MB',
    'log_min_messages=warning',
  ]
  const args = ['-D', data, '-k', socket, ...settings.flatMap((setting) => ['-c', setting])]
  // On Linux it is told to stop when its parent dies, even by kill -9.
  const [command, rest] = existsSync('/usr/bin/setpriv')
    ? ['/usr/bin/setpriv', ['--pdeathsig', 'INT', postgres, ...args]]
    : [postgres, args]
  return spawn(command, rest, {
    ...owner,
    cwd: '/',
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { HOME: homedir(), LANG: 'C.UTF-8' },
  })
}

/** A cluster whose parent was killed takes a moment to leave; one that stays belongs to another server. */
async function untilFree(socket: string, folder: string): Promise<void> {
  const deadline = Date.now() + LEAVING_LIMIT_MS
  while (await answers(socket)) {
    if (Date.now() > deadline) {
      throw new ConfigError(
        `VIGIE_DATA=${folder} is in use by another Vigie: stop that one, or set VIGIE_DATA to another folder.`,
      )
    }
    await pause(100)
  }
}

async function answers(socket: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: urlOf(socket, 'postgres') })
  client.on('error', () => {})
  try {
    await client.connect()
    await client.end()
    return true
  } catch {
    return false
  }
}

async function createDatabase(socket: string): Promise<void> {
  const client = new pg.Client({ connectionString: urlOf(socket, 'postgres') })
  await client.connect()
  const { rowCount } = await client.query("select from pg_database where datname = 'vigie'")
  if (rowCount === 0) await client.query('create database vigie')
  await client.end()
}

function urlOf(socket: string, database: string): string {
  return `postgresql://vigie@/${database}?host=${encodeURIComponent(socket)}`
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((settle) => setTimeout(settle, milliseconds))
}

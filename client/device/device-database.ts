import { type DBSchema, type IDBPDatabase, openDB } from 'idb'

/** What this device keeps, whatever becomes of its pages. Values are parsed when they are read: an older page wrote them. */
interface DeviceSchema extends DBSchema {
  /** Commands that were not answered, in the order in which they were said. */
  said: { key: number; value: unknown; indexes: { id: string } }
  /** Commands that were refused, until a person has read why. */
  refused: { key: string; value: unknown }
  /** What the screen showed last, so that it can be shown again without a network. */
  view: { key: string; value: unknown }
  /** Photographs that the server does not have whole yet. */
  photographs: { key: string; value: unknown }
}
export type DeviceDatabase = IDBPDatabase<DeviceSchema>

const NAME = 'vigie'
const VERSION = 2

let opened: Promise<DeviceDatabase> | null = null

/**
 * The database of this device, the same for every caller. Rejects where the browser keeps nothing (private windows,
 * storage switched off) or where a newer page has taken it over.
 */
export function deviceDatabase(): Promise<DeviceDatabase> {
  opened ??= open().catch((error) => {
    opened = null
    throw error
  })
  return opened
}

async function open(): Promise<DeviceDatabase> {
  const database = await openDB<DeviceSchema>(NAME, VERSION, {
    // Stores are only ever added: what waits in them survives every version of the page.
    upgrade: (upgrading, from) => {
      if (from < 1) {
        upgrading.createObjectStore('said', { autoIncrement: true }).createIndex('id', 'id', { unique: true })
        upgrading.createObjectStore('refused', { keyPath: 'id' })
        upgrading.createObjectStore('view')
      }
      if (from < 2) upgrading.createObjectStore('photographs', { keyPath: 'id' })
    },
    // A newer page must not wait for this one.
    blocking: () => forget(),
    terminated: () => forget(),
  })
  const forget = () => {
    database.close()
    opened = null
  }
  return database
}

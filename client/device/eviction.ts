import { deviceDatabase } from './device-database.ts'

const MARK = 'vigie_keeps'
const DAYS = 400
const MADE = 'made'

/** Where a mark is kept that outlives the storage: browsers that clear a site's storage leave its cookies. */
export interface Mark {
  read(): boolean
  write(): void
}

/** It goes to the server with the crew's page alone, and says nothing but that there is a store. */
const cookie: Mark = {
  read: () => document.cookie.split('; ').includes(`${MARK}=1`),
  write: () => {
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser that tablets have
    document.cookie = `${MARK}=1; Path=/crew; SameSite=Strict; Max-Age=${DAYS * 86_400}`
  },
}

/**
 * Whether this device had a store and has lost it, with what had not been sent. Marks the one that there is now, so that
 * it is told once. Rejects where the device stores nothing.
 */
export async function wasEvicted(mark: Mark = cookie): Promise<boolean> {
  const database = await deviceDatabase()
  const made = (await database.get('view', MADE)) !== undefined
  const evicted = !made && mark.read()
  if (!made) await database.put('view', Date.now(), MADE)
  mark.write()
  return evicted
}

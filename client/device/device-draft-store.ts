import { type DBSchema, type IDBPDatabase, openDB } from 'idb'

/** What this device keeps of a report that is not sent yet. */
interface DraftSchema extends DBSchema {
  draft: { key: string; value: { draft: unknown; pictures: unknown } }
}

const NAME = 'vigie-report-form'
const KEY = 'current'

let opened: Promise<IDBPDatabase<DraftSchema>> | null = null

function database(): Promise<IDBPDatabase<DraftSchema>> {
  opened ??= openDB<DraftSchema>(NAME, 1, {
    upgrade: (upgrading) => {
      upgrading.createObjectStore('draft')
    },
  })
  return opened
}

/** The report in hand, in this browser's database. Every function rejects where the browser keeps nothing. */
export async function readDraft(): Promise<{ draft: unknown; pictures: Blob[] }> {
  const kept = await (await database()).get('draft', KEY)
  const pictures = Array.isArray(kept?.pictures) ? kept.pictures : []
  return { draft: kept?.draft, pictures: pictures.filter((picture) => picture instanceof Blob) }
}

export async function keepDraft(draft: object, pictures: readonly Blob[]): Promise<void> {
  await (await database()).put('draft', { draft, pictures: [...pictures] }, KEY)
}

export async function forgetDraft(): Promise<void> {
  await (await database()).delete('draft', KEY)
}

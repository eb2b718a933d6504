import { z } from 'zod'
import type { Catalogue } from '../../shared/catalogue/catalogue.ts'
import { draftSchema } from '../../shared/catalogue/draft.ts'

const keptSchema = z.object({
  account: z.string(),
  /** The revision that it was written over; null where there was no draft. */
  after: z.string().nullable(),
  /** As which it, or what was written before it, was on its way to the server. */
  sending: z.string().nullable().default(null),
  basedOn: z.number(),
  catalogue: draftSchema,
})

export interface KeptDraft {
  account: string
  after: string | null
  sending: string | null
  basedOn: number
  catalogue: Catalogue
}

const KEY = 'vigie.catalogue'

/** A device's own storage, which may refuse. */
type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

/** What an account wrote of the catalogue on this device and the server does not have; null where there is nothing. */
export function keptDraft(shelf: Shelf, account: string): KeptDraft | null {
  try {
    const kept = keptSchema.safeParse(JSON.parse(shelf.getItem(KEY) ?? 'null'))
    return kept.success && kept.data.account === account ? kept.data : null
  } catch {
    return null
  }
}

/** Keeps it, or nothing any more (null); false where the device stores nothing. */
export function keepDraft(shelf: Shelf, draft: KeptDraft | null): boolean {
  try {
    if (draft === null) shelf.removeItem(KEY)
    else shelf.setItem(KEY, JSON.stringify(draft))
    return true
  } catch {
    return false
  }
}

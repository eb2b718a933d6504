import type { z } from 'zod'
import {
  type CatalogueDesk,
  catalogueDeskSchema,
  type DraftToSave,
  draftSavedSchema,
  publicationMadeSchema,
} from '../../shared/catalogue/draft-wire.ts'
import { call } from './session.ts'

/** What is in force, and what is written to follow it. */
export async function fetchDesk(): Promise<CatalogueDesk> {
  return catalogueDeskSchema.parse(await call('GET', '/api/catalogue/draft'))
}

/** Keeps a draft over the one that it was read as; rejects with `draft_changed` where there is another by now. */
export async function saveDraft(draft: DraftToSave): Promise<z.infer<typeof draftSavedSchema>> {
  return draftSavedSchema.parse(await call('PUT', '/api/catalogue/draft', draft))
}

/** Throws that draft away. */
export async function discardDraft(revision: string): Promise<CatalogueDesk> {
  return catalogueDeskSchema.parse(await call('DELETE', `/api/catalogue/draft/${revision}`))
}

/** Publishes that draft, once however often it is asked; returns its version. */
export async function publishDraft(revision: string): Promise<number> {
  const made = await call('POST', '/api/catalogue/draft/publication', { revision })
  return publicationMadeSchema.parse(made).version
}

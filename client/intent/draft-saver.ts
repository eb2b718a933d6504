import type { Catalogue } from '../../shared/catalogue/catalogue.ts'
import type { DraftToSave } from '../../shared/catalogue/draft-wire.ts'
import type { Instant } from '../../shared/instant.ts'
import { ApiError } from '../feed/session.ts'
import { isPassing } from './reader.ts'

/** What of a draft is at the server. */
export type SaveState =
  /** All of it; `at` is null where nothing was written since what is in force. */
  | { is: 'saved'; at: Instant | null }
  | { is: 'unsaved' }
  | { is: 'saving' }
  /** It will be tried again. */
  | { is: 'unreachable' }
  /** Another draft is there by now: see `DeskState.other`. */
  | { is: 'overtaken' }
  | { is: 'refused'; told: { fr: string; en: string } }

/** A draft, and from which version it was begun. */
export interface Written {
  basedOn: number
  catalogue: Catalogue
}

export type Unsaved = Written & { after: string | null; sending: string | null }

interface SaverDependencies {
  /** Rejects with an `ApiError`. */
  save(draft: DraftToSave): Promise<{ at: Instant }>
  newRevision(): string
  /** Settles when a saving that failed may be tried again. */
  pause(): Promise<void>
  onState(state: SaveState): void
  /** The server has another draft than the one that was written over. */
  onOvertaken(error: ApiError): void
}

/**
 * Saves what is written, one saving after the other. What the server may have taken without our hearing so is sent again as it
 * was, under the same revision, before what was written since: nobody's draft is taken for another's.
 */
export class DraftSaver {
  private wanted: Written
  private sending: DraftToSave | null = null
  private running: Promise<boolean> | null = null
  private isLeft = false

  constructor(
    private readonly dependencies: SaverDependencies,
    /** What is at the server. */
    private stored: Written & { revision: string | null; at: Instant | null },
  ) {
    this.wanted = stored
  }

  /** The draft that is at the server; null where there is none. */
  get revision(): string | null {
    return this.stored.revision
  }

  get isSaved(): boolean {
    return isStored(this.wanted, this.stored)
  }

  /** What is written and not known to be at the server, over which revision, and as which it may be there; null where all is. */
  get unsaved(): Unsaved | null {
    if (this.isSaved) return null
    return { ...this.wanted, after: this.stored.revision, sending: this.sending?.revision ?? null }
  }

  want(written: Written): void {
    this.wanted = written
    if (this.running === null) this.dependencies.onState(this.isSaved ? this.savedState() : { is: 'unsaved' })
  }

  /** Settles once all that is written is at the server (true), or cannot be put there as it is (false). */
  save(): Promise<boolean> {
    this.running ??= this.saveAll().finally(() => {
      this.running = null
    })
    return this.running
  }

  /** As `save`, for who goes away: after what is on its way, and not again where nobody answers. */
  leave(): Promise<boolean> {
    this.isLeft = true
    return this.save()
  }

  private async saveAll(): Promise<boolean> {
    const { save, pause, onState, onOvertaken, newRevision } = this.dependencies
    while (this.sending !== null || !this.isSaved) {
      this.sending ??= { ...this.wanted, revision: newRevision(), after: this.stored.revision }
      const sent = this.sending
      onState({ is: 'saving' })
      try {
        const { at } = await save(sent)
        this.stored = { ...sent, at }
        this.sending = null
      } catch (error) {
        if (!(error instanceof ApiError)) throw error
        if (isPassing(error)) {
          onState({ is: 'unreachable' })
          if (this.isLeft) return false
          await pause()
          continue
        }
        this.sending = null
        if (error.code === 'draft_changed') {
          onState({ is: 'overtaken' })
          onOvertaken(error)
        } else onState({ is: 'refused', told: error.told })
        return false
      }
    }
    onState(this.savedState())
    return true
  }

  private savedState(): SaveState {
    return { is: 'saved', at: this.stored.at }
  }
}

function isStored(one: Written, other: Written): boolean {
  return one.catalogue === other.catalogue && one.basedOn === other.basedOn
}

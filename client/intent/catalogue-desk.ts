import type { Catalogue } from '../../shared/catalogue/catalogue.ts'
import { type CatalogueDesk, catalogueDeskSchema } from '../../shared/catalogue/draft-wire.ts'
import { moved } from '../../shared/catalogue/edit.ts'
import { catalogueText, readCatalogue } from '../../shared/catalogue/read-catalogue.ts'
import { refusalSchema } from '../../shared/refusal.ts'
import { keepDraft, keptDraft } from '../device/kept-draft.ts'
import { discardDraft, fetchDesk, publishDraft, saveDraft } from '../feed/catalogue.ts'
import { ApiError, fetchCatalogue, fetchCity } from '../feed/session.ts'
import { type DeskState, desk, forgetDesk, type Shown } from '../store/catalogue-desk.ts'
import { changed, historyOf, redone, undone } from '../store/draft-history.ts'
import { preferences } from '../store/preferences.ts'
import { screen, setCity } from '../store/screen-store.ts'
import { refusalText } from './answer.ts'
import { DraftSaver, type Written } from './draft-saver.ts'
import { isPassing } from './reader.ts'

const RETRY_MS = 3_000
/** After the last key: long enough for a word. */
const SAVE_AFTER_MS = 800

let saver: DraftSaver | null = null
let timer: ReturnType<typeof setTimeout> | null = null
/** What was asked to be published last, while it is not known whether it was. */
let unheard: (Written & { revision: string }) | null = null
/** Whose draft is written: who writes may have logged out by the time that it is kept. */
let account = ''
/** The last saving of the desk that was left before. */
let leaving: Promise<void> = Promise.resolve()

/**
 * Reads the catalogue and its draft, takes up what this device kept, and saves what is written when the page is hidden or
 * left, with a warning where that takes a moment. Returns what leaves it.
 */
export function openDesk(): () => void {
  const warn = (event: BeforeUnloadEvent) => {
    if (!isSaved()) event.preventDefault()
    saveNow()
  }
  const hide = () => document.visibilityState === 'hidden' && saveNow()
  addEventListener('beforeunload', warn)
  addEventListener('pagehide', saveNow)
  addEventListener('visibilitychange', hide)
  readDesk()
  return () => {
    removeEventListener('beforeunload', warn)
    removeEventListener('pagehide', saveNow)
    removeEventListener('visibilitychange', hide)
    leave()
  }
}

/** Saves what is written last, and keeps on this device what the server does not take; whoever comes back waits for it. */
function leave(): void {
  if (timer !== null) clearTimeout(timer)
  keep()
  const left = saver
  const own = account
  const apart = desk.getState().other !== null
  saver = null
  forgetDesk()
  if (left === null || left.isSaved || apart) return
  leaving = left.leave().then(() => {
    keepDraft(localStorage, left.unsaved && { account: own, ...left.unsaved })
  })
}

export async function readDesk(): Promise<void> {
  desk.setState({ reading: 'reading' })
  await Promise.allSettled([leaving])
  account = screen.getState().session?.userName ?? ''
  try {
    const [found, city] = await Promise.all([fetchDesk(), fetchCity()])
    setCity(city)
    const inForce = await fetchCatalogue(found.published.version)
    desk.setState({ reading: 'read', inForce, published: found.published, underWay: found.underWay })
    const kept = keptDraft(localStorage, account)
    begin(found, writtenIn(found, inForce))
    if (kept !== null) takeUp(kept, found)
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    desk.setState({ reading: 'failed' })
  }
}

/** The draft that is at the server, or what is in force where there is none. */
function writtenIn({ draft, published }: CatalogueDesk, inForce: Catalogue): Written {
  return draft ?? { basedOn: published.version, catalogue: inForce }
}

/** Goes on from what is at the server. */
function begin({ draft }: CatalogueDesk, written: Written): void {
  saver = saverFrom({ ...written, revision: draft?.revision ?? null, at: draft?.at ?? null })
  const { history } = desk.getState()
  const again = history.present.services.length > 0
  desk.setState({
    history: again ? changed(history, written.catalogue, null, Date.now()) : historyOf(written.catalogue),
    basedOn: written.basedOn,
    save: { is: 'saved', at: draft?.at ?? null },
    other: null,
  })
}

/** What was written here and never came to the server, or was not heard to: on with it, or beside what came there meanwhile. */
function takeUp(kept: NonNullable<ReturnType<typeof keptDraft>>, found: CatalogueDesk): void {
  const there = found.draft?.revision ?? null
  if (there === kept.after || there === kept.sending) return rewrite(kept)
  saver = saverFrom({ ...kept, catalogue: { ...kept.catalogue }, revision: kept.after, at: null })
  desk.setState({ history: historyOf(kept.catalogue), basedOn: kept.basedOn, other: found, choosing: true })
  saver.want(kept)
  desk.setState({ save: { is: 'overtaken' } })
}

function saverFrom(stored: ConstructorParameters<typeof DraftSaver>[1]): DraftSaver {
  const made = new DraftSaver(
    {
      save: saveDraft,
      newRevision: () => crypto.randomUUID(),
      pause: () => new Promise((settle) => setTimeout(settle, RETRY_MS)),
      onState: (save) => {
        if (saver !== made) return
        desk.setState({ save })
        // Under way it may be at the server before that is heard.
        if (save.is === 'saved' || save.is === 'saving') keep()
      },
      onOvertaken: ({ more }) => {
        if (saver !== made) return
        const other = catalogueDeskSchema.safeParse(more)
        if (other.success) desk.setState({ other: other.data, choosing: true })
      },
    },
    stored,
  )
  return made
}

const isSaved = () => saver?.isSaved ?? true

/** Keeps on this device what the server does not have; nothing once it has it. */
function keep(): void {
  if (saver === null) return
  const { unkept } = desk.getState()
  const kept = keepDraft(localStorage, saver.unsaved && { account, ...saver.unsaved })
  if (kept === unkept) desk.setState({ unkept: !kept })
}

/** Writes a change into the draft; `place` names the field where it is typed in one. `said` tells what was done. */
export function edit(catalogue: Catalogue, place: string | null, said: string | null = null): void {
  const { history } = desk.getState()
  desk.setState({ history: changed(history, catalogue, place, Date.now()), said })
  write()
}

/** Moves a type of request past the next one up or down of its family, and looks at it there. Where it is then, in the list. */
export function moveService(index: number, step: 1 | -1): number {
  const catalogue = desk.getState().history.present
  const service = catalogue.services[index]
  const services = moved(catalogue.services, index, step, (one, other) => one.family === other.family)
  if (service === undefined || services === catalogue.services) return index
  edit({ ...catalogue, services }, null)
  const to = services.indexOf(service)
  show({ what: 'service', index: to })
  return to
}

export function undo(): void {
  desk.setState(({ history }) => ({ history: undone(history), said: null }))
  write()
}

export function redo(): void {
  desk.setState(({ history }) => ({ history: redone(history), said: null }))
  write()
}

function rewrite({ basedOn, catalogue }: Written): void {
  const { history } = desk.getState()
  desk.setState({ basedOn, history: changed(history, catalogue, null, Date.now()) })
  write()
}

/** What is written is saved a moment after the last key, and kept on this device until it is. */
function write(): void {
  const { history, basedOn, other } = desk.getState()
  saver?.want({ basedOn, catalogue: history.present })
  if (timer !== null) clearTimeout(timer)
  if (other !== null) desk.setState({ save: { is: 'overtaken' } })
  timer = setTimeout(saveNow, SAVE_AFTER_MS)
}

function saveNow(): void {
  if (timer !== null) clearTimeout(timer)
  keep()
  if (desk.getState().other === null) saver?.save()
}

/** Asks which of the two drafts to go on with, or no longer: both are kept. */
export function choose(choosing: boolean): void {
  desk.setState({ choosing })
}

export function show(shown: Shown): void {
  desk.setState({ shown })
}

/** Goes on with what was written here, over what somebody else did. */
export function keepMine(): void {
  const { other, history } = desk.getState()
  if (other === null) return
  takeNews(other)
  const { draft, published } = other
  const theirs = draft ?? { basedOn: published.version, catalogue: history.present, revision: null, at: null }
  saver = saverFrom({ ...theirs, catalogue: { ...theirs.catalogue } })
  desk.setState({ other: null, basedOn: published.version })
  write()
}

/** Goes on with what somebody else wrote; what was written here can be taken back to. Returns why not, where it cannot be had. */
export function takeTheirs(): Promise<string | null> {
  return attempt(async () => {
    const { other } = desk.getState()
    if (other === null) return
    const inForce = await fetchCatalogue(other.published.version)
    desk.setState({ published: other.published, underWay: other.underWay, inForce })
    begin(other, writtenIn(other, inForce))
    keep()
  })
}

function takeNews({ published, underWay }: CatalogueDesk): void {
  desk.setState({ published, underWay })
  fetchCatalogue(published.version).then(
    (inForce) => desk.setState({ inForce }),
    () => {},
  )
}

/** Throws the draft away: what is in force is there again, and can be taken back from. Returns why not, where it stays. */
export function discard(): Promise<string | null> {
  return attempt(async () => {
    await saver?.save()
    const revision = saver?.revision ?? null
    const found = revision === null ? await fetchDesk() : await discardDraft(revision)
    takeNews(found)
    begin(found, writtenIn(found, desk.getState().inForce))
  })
}

/**
 * Publishes what is written, once all of it is saved. Returns its version; else why not, in the words of the server, or null
 * where another draft is there by now.
 */
export async function publish(): Promise<number | string | null> {
  const { published, history, basedOn } = desk.getState()
  // Asked again, it is the same publication, though the news of it may have come already.
  if (unheard?.catalogue !== history.present) {
    unheard = null
    const written = { basedOn: published?.version ?? basedOn, catalogue: history.present }
    desk.setState({ basedOn: written.basedOn })
    saver?.want(written)
    if (!(await saver?.save())) return whyUnsaved()
    if (saver?.revision != null) unheard = { ...written, revision: saver.revision }
  }
  const asked = unheard
  let version: number | null = null
  const refused = await attempt(async () => {
    if (asked === null) return
    version = await publishDraft(asked.revision).catch((error) => {
      if (!isPassing(error)) unheard = null
      throw error
    })
    unheard = null
    saver = saverFrom({ ...asked, basedOn: version, revision: null, at: null })
    desk.setState({
      basedOn: version,
      inForce: asked.catalogue,
      history: historyOf(asked.catalogue),
      save: { is: 'saved', at: null },
      said: null,
    })
    keep()
    takeNews(await fetchDesk())
  })
  return version ?? refused
}

function whyUnsaved(): string | null {
  const { save } = desk.getState()
  return save.is === 'refused' ? save.told[preferences.getState().locale] : null
}

/** What is in force and which tickets are open, as of now. */
export async function refreshDesk(): Promise<void> {
  await attempt(async () => takeNews(await fetchDesk()))
}

/** Does what asks the server; returns why it did not, in the words of the server. */
async function attempt(work: () => Promise<void>): Promise<string | null> {
  try {
    await work()
    return null
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    const other = catalogueDeskSchema.safeParse(error.more)
    if (other.success) desk.setState({ other: other.data, choosing: true, save: { is: 'overtaken' } })
    const refusal = refusalSchema.safeParse(error.more.refusal)
    if (!refusal.success) return error.told[preferences.getState().locale]
    refreshDesk()
    return refusalText(refusal.data)
  }
}

/** Makes a file the draft. Throws a `CatalogueFileError` where it is none; nothing has changed then. */
export async function importFile(file: File, said: string): Promise<void> {
  edit(readCatalogue(await file.text()), null, said)
}

/** Gives the draft as a file, as it is on the screen. */
export function exportFile(catalogue: DeskState['inForce'], name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([catalogueText(catalogue)], { type: 'application/json' }))
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}

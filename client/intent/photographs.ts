import { explainRefusal } from '../../shared/explain-refusal.ts'
import {
  type CrewId,
  commandIdSchema,
  type PhotographId,
  photographIdSchema,
  type TicketId,
} from '../../shared/id.ts'
import type { Refusal } from '../../shared/refusal.ts'
import type { Localized } from '../../shared/text.ts'
import { clockTime } from '../design/format.ts'
import { DevicePhotographStore } from '../device/device-photograph-store.ts'
import { PhotographQueue, type QueuedPhotograph } from '../feed/photograph-queue.ts'
import type { KeptPhotograph } from '../feed/photograph-store.ts'
import { httpPhotographWire } from '../feed/photograph-wire.ts'
import { keptPhotographs } from '../store/kept-photographs.ts'
import { screen } from '../store/screen-store.ts'
import { currentWords } from '../store/words.ts'
import { en } from '../words/en.ts'
import { fr } from '../words/fr.ts'
import { link } from './link.ts'
import { send } from './send.ts'
import { shrinkPicture } from './shrink-picture.ts'
import { toast } from './toast.ts'

const store = new DevicePhotographStore()
let queue: PhotographQueue | null = null

/** Sends what this device has kept for this crew, or for consoles, as long as the screen is open. Returns what stops it. */
export function openPhotographs(crewId: CrewId | null): () => void {
  const opened = new PhotographQueue({
    store,
    wire: httpPhotographWire(),
    announce,
    withdraw: ({ id, ticketId }) => {
      link().send({ type: 'remove_photograph', photographId: id, ticketId })
    },
    notAwaited: { fr: fr.photograph.notAwaited, en: en.photograph.notAwaited },
    onChange: show,
  })
  queue = opened
  opened.restore(crewId)
  const wake = () => opened.wake()
  addEventListener('online', wake)
  return () => {
    removeEventListener('online', wake)
    opened.stop()
    if (queue !== opened) return
    queue = null
    show([])
  }
}

/** Shrinks and keeps pictures that a person took or chose, one after the other, and sends them in that order. */
export async function addPhotographs(ticketId: TicketId, files: Iterable<File>): Promise<void> {
  const crewId = screen.getState().session?.crewId ?? null
  // Of this crew, also where another has taken its place before the last is shrunk.
  const own = queue
  for (const file of files) {
    const picture = await shrinkPicture(file)
    if (picture === null) {
      toast({ kind: 'refusal', text: currentWords().photograph.unreadable(file.name) })
      continue
    }
    const id = photographIdSchema.parse(crypto.randomUUID())
    await own?.add({ id, ticketId, crewId, takenAt: Date.now(), picture, announced: false, refused: null })
  }
}

/** Takes back a photograph that this device has not sent yet. */
export function takeBackPhotograph(id: PhotographId): void {
  queue?.remove(id)
}

/** Tries again what was refused, or sends now what waits. */
export function retryPhotograph(id: PhotographId): void {
  queue?.retry(id)
}

/** Removes a photograph for everyone, pixels included. */
export async function removePhotograph(ticketId: TicketId, photographId: PhotographId): Promise<void> {
  await send({ type: 'remove_photograph', photographId, ticketId })
}

/** The command has the photograph's own id, so that each page may say it; what a person tries again is said anew. */
async function announce({ id, ticketId }: KeptPhotograph, again: boolean): Promise<Localized | null> {
  const commandId = commandIdSchema.parse(again ? crypto.randomUUID() : id)
  const answer = await link().send({ type: 'add_photograph', photographId: id, ticketId }, commandId)
  if (answer.status === 'accepted' || answer.refusal.code === 'already_exists') return null
  // Told with the photograph, and not once more.
  link().dismiss(commandId)
  return explained(answer.refusal)
}

function explained(refusal: Refusal): Localized {
  const timeZone = screen.getState().city?.timeZone ?? 'UTC'
  const inLocale = (locale: 'fr' | 'en') =>
    explainRefusal(refusal, locale, (at) => clockTime(at, timeZone, locale))
  return { fr: inLocale('fr'), en: inLocale('en') }
}

const urls = new Map<PhotographId, string>()

/** Gives each picture one address for as long as it is shown. */
function show(photographs: readonly QueuedPhotograph[]): void {
  const ids = new Set(photographs.map(({ id }) => id))
  for (const [id, url] of urls) {
    if (ids.has(id)) continue
    URL.revokeObjectURL(url)
    urls.delete(id)
  }
  keptPhotographs.setState({
    photographs: photographs.map(({ picture, ...photograph }) => {
      const url = urls.get(photograph.id) ?? URL.createObjectURL(picture)
      urls.set(photograph.id, url)
      return { ...photograph, url }
    }),
  })
}

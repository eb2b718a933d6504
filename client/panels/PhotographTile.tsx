import { useState } from 'react'
import { MINUTE, SECOND } from '../../shared/instant.ts'
import type { Photograph } from '../../shared/ticket/photograph.ts'
import type { Ticket } from '../../shared/ticket/ticket.ts'
import { roughDuration, unbroken } from '../../shared/typography.ts'
import { clockTime } from '../design/format.ts'
import { Icon } from '../design/Icon.tsx'
import { useNow } from '../react/use-now.ts'
import { useScreen } from '../react/use-screen.ts'
import { usePreferences, useWords } from '../react/use-words.ts'
import { screen } from '../store/screen-store.ts'

/** Where the server shows a photograph to whoever is logged in here. */
export function pictureOf(
  ticketId: Ticket['id'],
  id: Photograph['id'],
  kind: '' | '/thumbnail' = '',
): string {
  const { session } = screen.getState()
  const own = session?.role === 'service' ? '/service' : ''
  return `/api${own}/tickets/${ticketId}/photographs/${id}${kind}`
}

/** A photograph in words: by whom, when, and whether it has come. */
export function usePhotographName(): (photograph: Photograph) => string {
  const words = useWords()
  const { locale } = usePreferences()
  const timeZone = useScreen((state) => state.city?.timeZone ?? 'UTC')
  return ({ by, addedAt, received }) => {
    const named = received === null ? words.photograph.awaitedNamed : words.photograph.named
    return named(unbroken(by), clockTime(addedAt, timeZone, locale))
  }
}

interface PhotographTileProps {
  ticket: Ticket
  photograph: Photograph
  onOpen(): void
}

/** A photograph, small: its picture, or in words why there is none yet; by whom and when. */
export function PhotographTile({ ticket, photograph, onOpen }: PhotographTileProps) {
  const { locale } = usePreferences()
  const timeZone = useScreen((state) => state.city?.timeZone ?? 'UTC')
  const name = usePhotographName()
  const { id, by, addedAt, received } = photograph
  return (
    <button type="button" className="photograph-tile" aria-label={name(photograph)} onClick={onOpen}>
      <span className="photograph-frame">
        {received === null ? (
          <Awaited since={addedAt} />
        ) : (
          <Picture source={pictureOf(ticket.id, id, '/thumbnail')} alt="" />
        )}
      </span>
      <span className="photograph-by">
        {unbroken(by)} · <span className="num">{clockTime(addedAt, timeZone, locale)}</span>
      </span>
    </button>
  )
}

/** The server knows of it, and has nothing to show yet; for how long is told once it is worth a question. */
export function Awaited({ since }: { since: number }) {
  const words = useWords()
  const now = useNow()
  const age = now - since
  return (
    <span className="photograph-words">
      <Icon name="camera" />
      {age < MINUTE ? words.photograph.awaited : words.photograph.awaitedSince(roughDuration(age / SECOND))}
    </span>
  )
}

/** A picture that says so while it comes, and where it does not. */
export function Picture({ source, alt }: { source: string; alt: string }) {
  const words = useWords()
  const [state, setState] = useState<'loading' | 'shown' | 'missing'>('loading')
  if (state === 'missing')
    return (
      <span
        className="photograph-words"
        role={alt === '' ? undefined : 'alert'}
        title={words.photograph.missingHint}
      >
        <Icon name="warning" />
        {words.photograph.missing}
      </span>
    )
  return (
    <img
      src={source}
      alt={alt}
      className={state}
      decoding="async"
      onLoad={() => setState('shown')}
      onError={() => setState('missing')}
    />
  )
}

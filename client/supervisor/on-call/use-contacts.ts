import { useEffect, useRef, useState } from 'react'
import type { PersonId } from '../../../shared/id.ts'
import type { Worked } from '../../../shared/on-call/rest.ts'
import type { OnCallContact } from '../../../shared/protocol/on-call.ts'
import { fetchContacts, fetchWorked } from '../../feed/on-call.ts'
import { Reader } from '../../intent/reader.ts'

const AGAIN_MS = 5_000

type Read = [people: readonly OnCallContact[], worked: readonly Worked[]]

export interface Contacts {
  /** Null until they have come. */
  byId: ReadonlyMap<PersonId, OnCallContact> | null
  /** What they worked while on call lately, and so how much rest they are owed. */
  worked: readonly Worked[]
  /** What is shown could not be read anew; it is asked again every five seconds. */
  failed: boolean
}

/**
 * Names and telephones, read anew whenever `key` changes: who is on call, or may be, is another. What was read meanwhile is
 * shown, were it to change more often than it can be read. Kept nowhere.
 */
export function useContacts(key: string): Contacts {
  const [contacts, setContacts] = useState<Contacts>({ byId: null, worked: [], failed: false })
  const reading = useRef<Reader<'all', Read> | null>(null)
  useEffect(() => {
    const leaving = new AbortController()
    reading.current = new Reader<'all', Read>({
      read: async () => {
        try {
          return await Promise.all([fetchContacts(leaving.signal), fetchWorked(leaving.signal)])
        } catch (error) {
          if (!leaving.signal.aborted) setContacts((before) => ({ ...before, failed: true }))
          throw error
        }
      },
      isWanted: () => !leaving.signal.aborted,
      take: (_all, [people, worked]) =>
        setContacts({ byId: new Map(people.map((person) => [person.id, person])), worked, failed: false }),
      pause: () => new Promise((again) => setTimeout(again, AGAIN_MS)),
    })
    return () => leaving.abort()
  }, [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key is what they depend on
  useEffect(() => reading.current?.refresh('all'), [key])
  return contacts
}

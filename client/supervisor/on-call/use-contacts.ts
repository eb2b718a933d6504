import { useEffect, useState } from 'react'
import type { PersonId } from '../../../shared/id.ts'
import type { Worked } from '../../../shared/on-call/rest.ts'
import type { OnCallContact } from '../../../shared/protocol.ts'
import { fetchContacts, fetchWorked } from '../../feed/on-call.ts'
import { ApiError } from '../../feed/session.ts'

const AGAIN_MS = 5_000

export interface Contacts {
  /** Null until they have come. */
  byId: ReadonlyMap<PersonId, OnCallContact> | null
  /** What they worked while on call lately, and so how much rest they are owed. */
  worked: readonly Worked[]
  /** What is shown could not be read anew; it is asked again every five seconds. */
  failed: boolean
}

/** Names and telephones, asked again whenever `key` changes: who is on call, or may be, is another. Kept nowhere. */
export function useContacts(key: string): Contacts {
  const [contacts, setContacts] = useState<Contacts>({ byId: null, worked: [], failed: false })
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key is what they depend on
  useEffect(() => {
    const leaving = new AbortController()
    let timer: ReturnType<typeof setTimeout> | undefined
    const ask = async () => {
      try {
        const [people, worked] = await Promise.all([
          fetchContacts(leaving.signal),
          fetchWorked(leaving.signal),
        ])
        if (!leaving.signal.aborted)
          setContacts({ byId: new Map(people.map((person) => [person.id, person])), worked, failed: false })
      } catch (error) {
        if (leaving.signal.aborted) return
        if (!(error instanceof ApiError)) throw error
        setContacts((before) => ({ ...before, failed: true }))
        timer = setTimeout(ask, AGAIN_MS)
      }
    }
    ask()
    return () => {
      leaving.abort()
      clearTimeout(timer)
    }
  }, [key])
  return contacts
}

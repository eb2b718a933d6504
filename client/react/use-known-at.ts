import { useEffect, useState } from 'react'
import type { LonLat } from '../../shared/geo.ts'
import type { KnownPlace } from '../../shared/protocol/place.ts'
import { fetchKnownAt } from '../feed/session.ts'

const NONE: readonly KnownPlace[] = []

/** What is known at a place that someone calls about; nothing where it cannot be asked, which hinders nobody. */
export function useKnownAt(place: LonLat | null): readonly KnownPlace[] {
  const { lon, lat } = place ?? {}
  const [known, setKnown] = useState(NONE)
  useEffect(() => {
    setKnown(NONE)
    if (lon === undefined || lat === undefined) return
    const asking = new AbortController()
    fetchKnownAt({ lon, lat }, asking.signal).then(setKnown, () => {})
    return () => asking.abort()
  }, [lon, lat])
  return known
}

import { useEffect, useRef, useState } from 'react'
import type { LonLat } from '../../shared/geo.ts'
import { fetchAddresses } from '../feed/session.ts'
import { AddressSearcher, NO_SEARCH } from '../intent/address-search.ts'

/** Searches the places that `line` may mean, those nearest to `near` first; an empty line searches nothing. */
export function useAddressSearch(line: string, near: () => LonLat | null) {
  const [search, setSearch] = useState(NO_SEARCH)
  const [searcher] = useState(() => new AddressSearcher(fetchAddresses, setSearch))
  const nearest = useRef(near)
  nearest.current = near
  useEffect(() => {
    searcher.ask(line, () => nearest.current())
    return () => searcher.stop()
  }, [searcher, line])
  return search
}

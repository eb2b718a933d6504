import { useState } from 'react'
import type { Days } from '../../../shared/figures/days.ts'

/** The days that are looked at, null for today and for each day that comes; they stand in the page's address. */
export function useDays(): [days: Days | null, look: (days: Days | null) => void] {
  const [days, setDays] = useState(daysOfAddress)
  const look = (next: Days | null) => {
    const query = next === null ? '' : `?${new URLSearchParams({ ...next })}`
    history.replaceState(null, '', `${location.pathname}${query}`)
    setDays(next)
  }
  return [days, look]
}

function daysOfAddress(): Days | null {
  const query = new URLSearchParams(location.search)
  const from = query.get('from')
  return from === null ? null : { from, to: query.get('to') ?? from }
}

import { useEffect, useState } from 'react'

const EVERY_MS = 20_000

/** This device's clock, near enough to tell the minute. */
export function useMinutes(): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), EVERY_MS)
    return () => clearInterval(timer)
  }, [])
  return now
}

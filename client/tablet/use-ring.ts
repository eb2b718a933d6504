import { useEffect } from 'react'
import type { Assignment } from '../../shared/assignment/assignment.ts'
import { play } from '../sound/sound.ts'

const AGAIN_MS = 10_000
const RINGS_FOR_MS = 120_000
const VIBRATION = [200, 80, 200, 80, 200]

/** Rings and vibrates for a new assignment, every ten seconds until it is acknowledged, for two minutes. */
export function useRing(current: Assignment | undefined): void {
  const id = current?.status === 'dispatched' ? current.id : null
  useEffect(() => {
    if (id === null) return
    const ring = () => {
      play('assignment')
      navigator.vibrate?.(VIBRATION)
    }
    ring()
    const timer = setInterval(ring, AGAIN_MS)
    const end = setTimeout(() => clearInterval(timer), RINGS_FOR_MS)
    return () => {
      clearInterval(timer)
      clearTimeout(end)
    }
  }, [id])
}

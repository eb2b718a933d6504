import { useEffect, useRef } from 'react'
import { useStore } from 'zustand'
import type { Crew } from '../../../shared/crew/crew.ts'
import { useScreen } from '../../react/use-screen.ts'
import { onTick } from '../../store/clock.ts'
import { followLock, forgetLock, lockStore, tellLock } from './lock-store.ts'
import { isTurnOver, type LockView, lockView } from './lock-view.ts'

const TOUCHES = ['pointerdown', 'keydown'] as const

/** Follows touches and time on this device, and says what its lock shows. */
export function useLock(crew: Crew | undefined): LockView {
  const { lock } = useStore(lockStore)
  const session = useScreen((state) => state.session)
  const before = useRef(crew)
  useEffect(() => {
    if (isTurnOver(before.current, crew)) forgetLock()
    before.current = crew
  }, [crew])
  useEffect(() => followLock(), [])
  useEffect(() => {
    const touch = () => tellLock({ type: 'touch', at: Date.now() })
    for (const name of TOUCHES) addEventListener(name, touch, { capture: true })
    const stop = onTick(() => tellLock({ type: 'tick', at: Date.now() }))
    return () => {
      for (const name of TOUCHES) removeEventListener(name, touch, { capture: true })
      stop()
    }
  }, [])
  return lockView(lock, session, crew)
}

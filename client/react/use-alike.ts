import { useEffect, useMemo } from 'react'
import { useStore } from 'zustand'
import type { HeardAlike } from '../../shared/protocol/intake.ts'
import { followAlike } from '../intent/alike.ts'
import { alikeOnBoard, heardAlike } from '../store/alike.ts'
import { useScreen } from './use-screen.ts'

const NONE: readonly HeardAlike[] = []

/** What the server says may be of one thing with what `key` asks about, a little after it is another one. */
export function useAlike(key: string | null, afterMs = 0): HeardAlike[] {
  useEffect(() => {
    if (key === null) return
    let stop: (() => void) | null = null
    const timer = setTimeout(() => {
      stop = followAlike(key)
    }, afterMs)
    return () => {
      clearTimeout(timer)
      stop?.()
    }
  }, [key, afterMs])
  const heard = useStore(heardAlike, ({ answers }) => (key === null ? undefined : answers.get(key)))
  const board = useScreen((state) => state.board)
  return useMemo(() => alikeOnBoard(heard ?? NONE, board), [heard, board])
}

import { useEffect } from 'react'
import { useStore } from 'zustand'
import type { LonLat } from '../../shared/geo.ts'
import type { Alike } from '../../shared/ticket/likeness.ts'
import { fetchAlike } from '../feed/intake.ts'
import { useAnswer } from '../react/use-answer.ts'
import { useCalls } from '../react/use-calls.ts'
import { useNow } from '../react/use-now.ts'
import { useScreen } from '../react/use-screen.ts'
import { alikeToCall, heardAlike, subjectKey } from '../store/alike.ts'

/** While a place is being typed it changes with each letter. */
const SETTLED_MS = 300

/** Asks the server what the call may be one more report of, were it about `position`, for every part of the screen. */
export function useAskAlike(position: LonLat | null): void {
  const serviceCode = useCalls(({ call }) => call.subject.serviceCode)
  const key = subjectKey(serviceCode, position)
  const asked = useAnswer(key, fetchAlike, SETTLED_MS)
  useEffect(() => {
    heardAlike.setState(asked.state === 'come' ? { key, alike: asked.answer } : { key: null, alike: [] })
  }, [asked, key])
}

/** What the call may be one more report of, were it about `position`. */
export function useAlike(position: LonLat | null): Alike[] {
  const subject = useCalls(({ call }) => call.subject)
  const board = useScreen((state) => state.board)
  const catalogues = useScreen((state) => state.catalogues)
  const heard = useStore(heardAlike)
  return alikeToCall(subject, position, { board, catalogues }, useNow(), heard)
}

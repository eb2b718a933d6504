import { type RefObject, useEffect, useState } from 'react'
import type { Reach } from '../../shared/reach.ts'
import { fetchReach } from '../feed/session.ts'
import { AnswerKeeper } from '../intent/answer-keeper.ts'
import { type ReachShown, type ReachSubject, reachWanted } from '../intent/reach.ts'
import type { CityMap } from '../map/city-map.ts'
import { reachedOf } from '../map/reach-layers.ts'
import { onTick, serverNow } from '../store/clock.ts'
import { screen } from '../store/screen-store.ts'

/** Whether isochrones are shown, and what is known of them. */
export interface ReachWork {
  /** Null while they are not asked for. */
  shown: ReachShown | null
  toggle(): void
  /** True where there was something to leave. */
  leave(): boolean
}

/** Isochrones of what is chosen, kept true while they are on, and drawn on the map. */
export function useReach(map: RefObject<CityMap | null>): ReachWork {
  const [on, setOn] = useState(false)
  const [shown, setShown] = useState<ReachShown | null>(null)
  const [keeper] = useState(
    () =>
      new AnswerKeeper<ReachSubject, Reach>(
        fetchReach,
        setShown,
        () => performance.now(),
        ({ problem }) => problem !== null,
      ),
  )
  useEffect(() => {
    if (!on) return
    const look = () => keeper.want(reachWanted(screen.getState(), serverNow()))
    const chosen = screen.subscribe((now, before) => {
      if (now.selected !== before.selected || now.lookedAt !== before.lookedAt) look()
    })
    const ticks = onTick(look)
    look()
    return () => {
      chosen()
      ticks()
      keeper.stop()
    }
  }, [on, keeper])
  const reach = shown?.answer ?? null
  useEffect(() => map.current?.setReach(reachedOf(reach)), [map, reach])
  return {
    shown,
    toggle: () => setOn(!on),
    leave: () => {
      setOn(false)
      return on
    },
  }
}

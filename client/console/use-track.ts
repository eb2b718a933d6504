import { useEffect } from 'react'
import type { CrewId } from '../../shared/id.ts'
import type { Track } from '../../shared/track.ts'
import { fetchTrack } from '../feed/session.ts'
import { AnswerKeeper } from '../intent/answer-keeper.ts'
import { trackWanted } from '../intent/track.ts'
import { onTick, serverNow } from '../store/clock.ts'
import { screen } from '../store/screen-store.ts'

/** Keeps the day of the crew that is looked at, and forgets it when nobody is. */
export function useTrack(): void {
  useEffect(() => {
    const keeper = new AnswerKeeper<{ crewId: CrewId }, Track>(
      fetchTrack,
      (track) => screen.setState({ track }),
      () => performance.now(),
      () => false,
    )
    const look = () => {
      const wanted = trackWanted(screen.getState(), serverNow())
      if (wanted !== null) keeper.want(wanted)
      else if (screen.getState().track !== null) keeper.stop()
    }
    const chosen = screen.subscribe((now, before) => {
      if (now.lookedAt === before.lookedAt) return
      screen.setState({ spot: null })
      look()
    })
    const ticks = onTick(look)
    look()
    return () => {
      chosen()
      ticks()
      keeper.stop()
    }
  }, [])
}

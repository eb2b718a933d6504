import { useMemo } from 'react'
import { type Instant, instant, MINUTE } from '../../../shared/instant.ts'
import type { Span } from '../../../shared/on-call/span.ts'
import type { Turn } from '../../../shared/on-call/turn.ts'
import { onCallWeeks } from '../../../shared/on-call/week.ts'
import type { City } from '../../../shared/protocol/city.ts'
import { useNow } from '../../react/use-now.ts'
import { useScreen } from '../../react/use-screen.ts'

/** How many weeks the table shows, this one included. */
export const WEEKS_SHOWN = 6

export interface RotaView {
  city: City
  /** The minute it is: what is shown of the rota changes no faster. */
  now: Instant
  turns: readonly Turn[]
  weeks: readonly Span[]
}

/** The rota and the weeks of it that are looked at. */
export function useRota(city: City): RotaView {
  const minute = Math.floor(useNow() / MINUTE)
  const all = useScreen((state) => state.board.turns)
  return useMemo(() => {
    const now = instant(minute * MINUTE)
    return {
      city,
      now,
      turns: [...all.values()],
      weeks: onCallWeeks(now, WEEKS_SHOWN, city.onCall.changeOver, city.timeZone),
    }
  }, [city, minute, all])
}

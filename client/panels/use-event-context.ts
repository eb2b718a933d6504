import { useFleet } from '../react/use-fleet.ts'
import { useScreen } from '../react/use-screen.ts'
import { usePreferences, useWords } from '../react/use-words.ts'
import type { EventContext } from './event-context.ts'

/** What an event is told with, as it stands now. */
export function useEventContext(): EventContext {
  const { locale } = usePreferences()
  const words = useWords()
  const board = useScreen((state) => state.board)
  const catalogues = useScreen((state) => state.catalogues)
  const timeZone = useScreen((state) => state.city?.timeZone ?? 'UTC')
  return { board, catalogues, fleet: useFleet(), words, locale, timeZone }
}

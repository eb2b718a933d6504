import type { LonLat } from '../../shared/geo.ts'
import type { Alike } from '../../shared/ticket/likeness.ts'
import { useCalls } from '../react/use-calls.ts'
import { useNow } from '../react/use-now.ts'
import { useScreen } from '../react/use-screen.ts'
import { alikeToCall } from '../store/alike.ts'

/** What the call may be one more report of, were it about `position`. */
export function useAlike(position: LonLat | null): Alike[] {
  const subject = useCalls(({ call }) => call.subject)
  const board = useScreen((state) => state.board)
  const catalogues = useScreen((state) => state.catalogues)
  return alikeToCall(subject, position, { board, catalogues }, useNow())
}

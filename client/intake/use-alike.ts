import type { LonLat } from '../../shared/geo.ts'
import type { HeardAlike } from '../../shared/protocol/intake.ts'
import { useAlike } from '../react/use-alike.ts'
import { useCalls } from '../react/use-calls.ts'
import { subjectKey } from '../store/alike.ts'

/** While a place is being typed it changes with each letter. */
const SETTLED_MS = 150

/** What the call may be one more report of, were it about `position`; nothing before its type is chosen. */
export function useAlikeToCall(position: LonLat | null): HeardAlike[] {
  const serviceCode = useCalls(({ call }) => call.subject.serviceCode)
  return useAlike(subjectKey(serviceCode, position), SETTLED_MS)
}

import { type Fleet, NO_FLEET } from '../../shared/crew/fleet.ts'
import { useScreen } from './use-screen.ts'

/** What the town has for its crews. */
export function useFleet(): Fleet {
  return useScreen((state) => state.city?.fleet ?? NO_FLEET)
}

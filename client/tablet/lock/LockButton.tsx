import { useStore } from 'zustand'
import { Icon } from '../../design/Icon.tsx'
import { useScreen } from '../../react/use-screen.ts'
import { useWords } from '../../react/use-words.ts'
import { forgetLock, lockStore, tellLock } from './lock-store.ts'

/** Locks an enrolled tablet at once; where its crew chose no code, asks for one again. */
export function LockButton() {
  const words = useWords()
  const isTablet = useScreen((state) => state.session?.tablet != null)
  const { lock } = useStore(lockStore)
  if (!isTablet || lock === null) return null
  const hasPin = lock.pin !== null
  return (
    <button
      type="button"
      className="tablet-lock"
      aria-label={hasPin ? words.lock.lock : words.lock.choose}
      onClick={() => (hasPin ? tellLock({ type: 'lock', at: Date.now() }) : forgetLock())}
    >
      <Icon name="lock" size={24} />
    </button>
  )
}

import { useState } from 'react'
import { useStore } from 'zustand'
import { SECOND } from '../../../shared/instant.ts'
import { duration } from '../../../shared/typography.ts'
import { useNow } from '../../react/use-now.ts'
import { useWords } from '../../react/use-words.ts'
import { Keypad } from './Keypad.tsx'
import { lockStore, tellLock } from './lock-store.ts'
import { isThatPin } from './pin.ts'

/** The code, compared on the device alone. */
export function Unlock({ onForgotten }: { onForgotten(): void }) {
  const words = useWords()
  const { lock } = useStore(lockStore)
  const [typed, setTyped] = useState('')
  const [comparing, setComparing] = useState(false)
  // Once a second: what remains to be waited.
  useNow()
  const waitMs = Math.max(0, (lock?.state.waitUntil ?? 0) - Date.now())
  const wrong = (lock?.state.failures ?? 0) > 0 && typed === '' && !comparing
  const submit = async () => {
    const pin = lock?.pin
    if (pin == null) return
    setComparing(true)
    const right = await isThatPin(typed, pin)
    tellLock({ type: 'try', at: Date.now(), right })
    setTyped('')
    setComparing(false)
  }
  return (
    <section className="unlock" aria-label={words.lock.unlock}>
      <p className="lock-problem">
        <span role="alert">{wrong ? words.lock.wrong : ''}</span>{' '}
        {waitMs > 0 && words.lock.wait(duration(Math.ceil(waitMs / SECOND)))}
      </p>
      <Keypad
        typed={typed}
        submit={words.lock.unlock}
        disabled={comparing || waitMs > 0}
        onType={setTyped}
        onSubmit={submit}
      />
      <button type="button" className="tablet-button" onClick={onForgotten}>
        {words.lock.forgotten}
      </button>
    </section>
  )
}

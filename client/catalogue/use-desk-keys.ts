import { useEffect } from 'react'
import type { Problem } from '../../shared/catalogue/check.ts'
import { redo, undo } from '../intent/catalogue-desk.ts'
import { goToPlace } from './ProblemList.tsx'

const TYPED_IN = 'input, textarea, select'

/** The keys of the screen, wherever the focus is. */
export function useDeskKeys(flaws: readonly Problem[], onHelp: () => void): void {
  useEffect(() => {
    let last = -1
    const press = (event: KeyboardEvent) => {
      const { key, ctrlKey, metaKey, shiftKey, target } = event
      if (document.querySelector('dialog[open]') !== null) return
      const isTyping = target instanceof Element && target.matches(TYPED_IN)
      const command = ctrlKey || metaKey
      if (command && key.toLowerCase() === 'z') (shiftKey ? redo : undo)()
      else if (command && key.toLowerCase() === 'y') redo()
      else if (key === 'F8' && flaws.length > 0) {
        last = (last + 1) % flaws.length
        goToPlace(flaws[last]?.place ?? '')
      } else if (!isTyping && key === '/') document.getElementById('cat-search')?.focus()
      else if (!isTyping && key === '?') onHelp()
      else return
      event.preventDefault()
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [flaws, onHelp])
}

import { useEffect, useRef } from 'react'
import { Icon } from '../../design/Icon.tsx'
import { useWords } from '../../react/use-words.ts'
import type { RotaWork } from './use-rota-work.ts'

/** What was done last, with a way back; or why it was refused. Always of one height, so that nothing below moves. */
export function Said({ work }: { work: RotaWork }) {
  const { onCall: words } = useWords()
  const { said, problem, canUndo, undo } = work
  const current = useRef(work)
  current.current = work
  useEffect(() => {
    const press = (event: globalThis.KeyboardEvent) => {
      const typing = event.target instanceof HTMLElement && event.target.matches('input, select')
      if (event.key.toLowerCase() !== 'z' || !(event.ctrlKey || event.metaKey) || typing) return
      event.preventDefault()
      if (current.current.canUndo) current.current.undo()
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [])
  return (
    <p className={`on-call-said${problem === null ? '' : ' refused'}`} role="status">
      {(problem ?? said) !== null && (
        <>
          <Icon name={problem === null ? 'check' : 'warning'} /> {problem ?? said}
        </>
      )}
      {canUndo && (
        <button type="button" className="button" onClick={undo}>
          <Icon name="undo" /> {words.undo} <kbd className="key">Ctrl Z</kbd>
        </button>
      )}
    </p>
  )
}

import { useState } from 'react'
import type { Command } from '../../../shared/command.ts'
import { type RotaAct, sayInOrder } from '../../intent/rota.ts'
import { useWords } from '../../react/use-words.ts'

export interface RotaWork {
  /** What was done last. */
  said: string | null
  /** Why the last was refused. */
  problem: string | null
  busy: boolean
  canUndo: boolean
  /** True where it was done. */
  perform(act: RotaAct, said: string): Promise<boolean>
  /** As `perform`, for what cannot be taken back. */
  say(commands: readonly Command[]): Promise<boolean>
  undo(): Promise<void>
  forget(): void
}

/** Does things to the rota, one at a time, and takes back the last. */
export function useRotaWork(): RotaWork {
  const { onCall: words } = useWords()
  const [said, setSaid] = useState<string | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [undoes, setUndoes] = useState<readonly Command[]>([])
  const [busy, setBusy] = useState(false)
  const run = async (does: readonly Command[], done: string | null, undo: readonly Command[]) => {
    setBusy(true)
    setProblem(null)
    const refused = await sayInOrder(does)
    setBusy(false)
    setProblem(refused)
    if (refused !== null) return false
    setSaid(done)
    setUndoes(undo)
    return true
  }
  return {
    said,
    problem,
    busy,
    canUndo: undoes.length > 0 && !busy,
    perform: (act, done) => run(act.does, done, act.undoes),
    say: (commands) => run(commands, null, []),
    undo: async () => {
      await run(undoes, words.done.undone, [])
    },
    forget: () => setProblem(null),
  }
}

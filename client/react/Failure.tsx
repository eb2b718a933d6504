import { Component, type ReactNode } from 'react'
import { currentWords } from '../store/words.ts'
import './failure.css'

interface State {
  /** Null while all is well. */
  problem: string | null
}

/** Stands in for a screen that broke: what failed, what is not affected, one action, a reference. */
export class Failure extends Component<{ children: ReactNode }, State> {
  override state: State = { problem: null }

  static getDerivedStateFromError(error: unknown): State {
    return { problem: error instanceof Error ? `${error.name}, ${error.message}` : String(error) }
  }

  override render(): ReactNode {
    const { problem } = this.state
    if (problem === null) return this.props.children
    const words = currentWords().failure
    return (
      <main className="failure" role="alert">
        <h1>{words.title}</h1>
        <p>{words.text}</p>
        <button type="button" className="button primary" onClick={() => location.reload()}>
          {words.reload}
        </button>
        <p className="caption">{words.reference(problem.slice(0, 200))}</p>
      </main>
    )
  }
}

import type { Answer } from '../../shared/protocol/live.ts'
import type { Said } from '../feed/command-store.ts'
import type { OutboxState } from '../feed/outbox.ts'

/**
 * What this screen has said and does not see yet: what waits for its answer, and what was accepted until its events
 * have come, so that nothing goes back to what it was in between.
 */
export class OwnWords {
  private waiting: readonly Said[] = []
  private accepted: { said: Said; seq: number }[] = []

  takeOutbox({ waiting }: Pick<OutboxState, 'waiting'>): void {
    this.waiting = waiting
  }

  takeAnswer(said: Said, answer: Answer): void {
    this.waiting = this.waiting.filter(({ id }) => id !== said.id)
    if (answer.status === 'accepted') this.accepted.push({ said, seq: answer.seq })
  }

  /** In the order in which they were said; `cursor`: the last event that the screen has. */
  unseen(cursor: number): Said[] {
    this.accepted = this.accepted.filter(({ seq }) => seq > cursor)
    return [...this.accepted.map(({ said }) => said), ...this.waiting]
  }
}

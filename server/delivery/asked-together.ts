import { setTimeout as wait } from 'node:timers/promises'
import type { OtherTown } from './partners.ts'
import { MOST_TOGETHER, type Standing, standingsOf } from './standing.ts'

/** Those that are due at one instant are asked for within it, by a busy server too; nobody waits for the answer. */
const TOGETHER_MS = 400

/** Asks other towns where requests stand: those that are asked for at the same time in one request. */
export class AskedTogether {
  private readonly waiting = new Map<OtherTown, { references: Set<string>; answer: Promise<Standings> }>()

  constructor(private readonly timeoutMs: number) {}

  async standing(town: OtherTown, reference: string): Promise<Standing> {
    let group = this.waiting.get(town)
    if (group === undefined || group.references.size >= MOST_TOGETHER) {
      const references = new Set<string>()
      group = { references, answer: this.ask(town, references) }
      this.waiting.set(town, group)
    }
    group.references.add(reference)
    return (await group.answer).get(reference) ?? { status: 'unknown', problem: 'answer_unreadable' }
  }

  private async ask(town: OtherTown, references: Set<string>): Promise<Standings> {
    await wait(TOGETHER_MS)
    if (this.waiting.get(town)?.references === references) this.waiting.delete(town)
    return standingsOf(town, [...references], this.timeoutMs)
  }
}

type Standings = Map<string, Standing>

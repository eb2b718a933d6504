import type { Localized } from '../shared/text.ts'

/** The exit code by which the server says that starting it again would not help. */
export const CANNOT_START = 78

/** What the server tells the process that started it, once it answers requests. */
export interface Ready {
  address: string
  /** Those of the demonstration; empty in a real deployment, where nothing is told of accounts. */
  accounts: readonly DemonstrationAccount[]
  /** What the demonstration's callers and crews need to come in through the public doors; null outside one. */
  simulation: object | null
}

export interface DemonstrationAccount {
  userName: string
  password: string
  role: string
  label: Localized
}

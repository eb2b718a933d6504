import type { Outcome } from '../job/job-runner.ts'

/** What came of telling a partner; `reference` is its own, where it gave one. */
export type Delivered = Exclude<Outcome, { status: 'done' }> | { status: 'done'; reference: string | null }

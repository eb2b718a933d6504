import { networkOf } from './network.ts'
import { Allowance } from './throttle.ts'

const MINUTE = 60

/** So many of something from each network, and so many from all of them together. */
class Quota {
  constructor(
    private readonly each: Allowance,
    private readonly all: Allowance,
  ) {}

  /** Spends one for whoever is at `address`: 0 where there was one left, else the seconds to wait. */
  async take(address: string | null): Promise<number> {
    // Asked first, so that a flood from everywhere cannot fill the memory with networks.
    const wait = await this.all.wait('all')
    return wait || (await this.each.take(networkOf(address))) || (await this.all.take('all'))
  }
}

/**
 * What whoever has no account may do while the form is open to them. A telephone network has many behind one address: its
 * share is generous for one person, and little beside what clients with a key may send.
 */
export class PublicForm {
  readonly reports = new Quota(new Allowance(20, 10 * MINUTE), new Allowance(120, MINUTE))
  readonly addresses = new Quota(new Allowance(240, MINUTE), new Allowance(1_200, MINUTE))
  readonly tiles = new Quota(new Allowance(1_200, MINUTE), new Allowance(12_000, MINUTE))
}
export type PublicQuota = Pick<Quota, 'take'>

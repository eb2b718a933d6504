import type { TicketStatus } from './ticket.ts'

export type TicketAction =
  | 'qualify'
  | 'locate'
  | 'note'
  | 'photograph'
  | 'dispatch'
  | 'close'
  | 'reopen'
  | 'cancel'
  | 'transfer'
  | 'accept'
  | 'return'
  | 'join'
  | 'separate'

/**
 * Every status × every action. `refuse` is an answer, never an exception; `as_before`: what it was when it was joined,
 * open or in other hands.
 */
export const ticketMachine: Record<
  TicketStatus,
  Record<TicketAction, TicketStatus | 'as_before' | 'refuse'>
> = {
  open: {
    qualify: 'open',
    locate: 'open',
    note: 'open',
    photograph: 'open',
    dispatch: 'open',
    close: 'closed',
    reopen: 'refuse',
    cancel: 'cancelled',
    transfer: 'transferred',
    accept: 'refuse',
    return: 'refuse',
    join: 'joined',
    separate: 'refuse',
  },
  closed: {
    qualify: 'refuse',
    locate: 'refuse',
    note: 'closed',
    photograph: 'refuse',
    dispatch: 'refuse',
    close: 'refuse',
    reopen: 'open',
    cancel: 'refuse',
    transfer: 'refuse',
    accept: 'refuse',
    return: 'refuse',
    join: 'refuse',
    separate: 'refuse',
  },
  cancelled: {
    qualify: 'refuse',
    locate: 'refuse',
    note: 'cancelled',
    photograph: 'refuse',
    dispatch: 'refuse',
    close: 'refuse',
    reopen: 'open',
    cancel: 'refuse',
    transfer: 'refuse',
    accept: 'refuse',
    return: 'refuse',
    join: 'refuse',
    separate: 'refuse',
  },
  transferred: {
    qualify: 'transferred',
    locate: 'transferred',
    note: 'transferred',
    photograph: 'refuse',
    dispatch: 'refuse',
    close: 'closed',
    reopen: 'open',
    cancel: 'refuse',
    transfer: 'refuse',
    accept: 'transferred',
    return: 'open',
    join: 'joined',
    separate: 'refuse',
  },
  joined: {
    qualify: 'refuse',
    locate: 'refuse',
    note: 'joined',
    photograph: 'refuse',
    dispatch: 'refuse',
    close: 'refuse',
    reopen: 'refuse',
    cancel: 'refuse',
    transfer: 'refuse',
    accept: 'refuse',
    return: 'refuse',
    join: 'refuse',
    separate: 'as_before',
  },
}

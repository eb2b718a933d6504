import { describe, expect, it } from 'vitest'
import type { CallOut } from '../../shared/call-out/call-out.ts'
import { instant, MINUTE } from '../../shared/instant.ts'
import { citySchema } from '../../shared/protocol/city.ts'
import { onCallRulesSchema } from '../../shared/protocol/on-call.ts'
import type { SessionView } from '../../shared/protocol/session.ts'
import { aBoard, aCall, aCallOut, aTicket, HOLE, NOISE, NOW, published } from '../../shared/test-board.ts'
import { callOutMark } from '../panels/call-out-text.ts'
import { fr } from '../words/fr.ts'
import { alarmsOf, domainToCall } from './call-out.ts'

const never = { monday: [], tuesday: [], wednesday: [], thursday: [], friday: [], saturday: [], sunday: [] }
const onCall = onCallRulesSchema.parse({
  changeOver: { day: 'friday', at: '12:00' },
  agencies: [
    { agency: 'roads', domain: 'roads', calendar: { hours: never, holidays: null, exceptions: [] } },
  ],
})
const city = citySchema.partial().parse({ onCall }) as ReturnType<typeof citySchema.parse>
const session = (role: SessionView['role']): SessionView => {
  return { role, label: 'Poste 1', userName: 'poste1', tablet: null, crewId: null }
}
const hole = aTicket(1, { serviceCode: HOLE.code })

function domain(role: SessionView['role'], given: Partial<CallOut> | null, ticket = hole) {
  const callOuts = given === null ? [] : [aCallOut(1, given)]
  const board = aBoard([ticket], [], [], [], [], [], [], callOuts)
  return domainToCall(ticket, { board, catalogues: published(HOLE, NOISE), city, session: session(role) })
}

describe('the call-out of a ticket at a post', () => {
  it('[CO-21] is started where its receiver has people on call, and none is under way', () => {
    expect(domain('dispatcher', null)).toBe('roads')
    expect(domain('dispatcher', {})).toBeNull()
    expect(domain('dispatcher', { status: 'accepted' })).toBeNull()
    expect(domain('dispatcher', { status: 'stopped' })).toBe('roads')
    expect(domain('operator', null)).toBeNull()
    expect(domain('dispatcher', null, aTicket(1, { serviceCode: NOISE.code }))).toBeNull()
    expect(domain('dispatcher', null, { ...hole, securedAt: NOW })).toBeNull()
  })

  it('[CO-20] raises its alarm until a post takes it, the oldest first', () => {
    const alarm = (minutes: number, takenAt: number | null): CallOut['alarm'] => {
      const taken = takenAt === null ? null : instant(takenAt)
      return { reason: 'nobody_left', at: instant(NOW + minutes * MINUTE), takenAt: taken, takenBy: null }
    }
    const callOuts = [
      aCallOut(1, { alarm: alarm(5, null) }),
      aCallOut(2, { alarm: alarm(1, null) }),
      aCallOut(3, { alarm: alarm(0, NOW) }),
      aCallOut(4),
    ]
    expect(alarmsOf(callOuts).map(({ id }) => Number(id.slice(-1)))).toEqual([2, 1])
  })

  it('[CO-20] says in the queue who is called, who has it in hand, or that nobody was reached', () => {
    const mark = (given: Partial<CallOut>) => callOutMark(aCallOut(1, given), fr, 'fr')
    const taken = [aCall(1, { state: 'unanswered' }), aCall(2, { state: 'accepted' })]
    expect(mark({})).toEqual({ text: '1er, appel en cours', alarmed: false })
    expect(mark({ status: 'accepted', calls: taken })?.text).toBe('2e, accepté')
    expect(mark({ status: 'on_scene', calls: taken })?.text).toBe('2e, sur place')
    const alarm = { reason: 'nobody_left', at: NOW, takenAt: null, takenBy: null } as const
    expect(mark({ status: 'alarmed', alarm })).toEqual({ text: 'astreinte injoignable', alarmed: true })
    expect(mark({ status: 'stopped' })).toBeNull()
  })
})

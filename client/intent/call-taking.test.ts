import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Command } from '../../shared/command.ts'
import type { Answer } from '../../shared/protocol/live.ts'
import type { Refusal } from '../../shared/refusal.ts'
import { aBoard, NOISE, ticketId } from '../../shared/test-board.ts'
import { calls } from '../store/calls-store.ts'
import { screen, takeCatalogue } from '../store/screen-store.ts'
import {
  attachCall,
  changeCall,
  dropCall,
  eraseCalls,
  openCalls,
  putCallAside,
  resumeCall,
  sendCall,
  takeRinging,
} from './call-taking.ts'

const sent: { command: Command; answer(answer: Answer): void }[] = []
vi.mock('./send.ts', () => ({
  send: (command: Command) => new Promise<Answer>((answer) => sent.push({ command, answer })),
}))

const PLACE = { lon: 1.44, lat: 43.6, address: 'Rue des Lois', district: null }
const accepted = (ticketNumber: number): Answer => ({ status: 'accepted', seq: 1, ticketNumber })
const refused = (refusal: Refusal): Answer => ({ status: 'refused', refusal })
const shelf = new Map<string, string>()
let close: () => void = () => {}

const inHand = () => calls.getState().call
const aside = () => calls.getState().aside.map(({ state, refusal, call }) => [state, call.phone, refusal])
const tell = (phone = '06 39 98 11 22') => changeCall({ serviceCode: NOISE.code, place: PLACE, phone })
const settled = () => new Promise((settle) => setTimeout(settle))
/** The page is loaded anew. */
const reload = () => {
  close()
  close = openCalls('accueil')
}

beforeEach(() => {
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => shelf.get(key) ?? null,
    setItem: (key: string, value: string) => void shelf.set(key, value),
    removeItem: (key: string) => void shelf.delete(key),
  })
  screen.setState({ board: aBoard() })
  takeCatalogue(1, { families: [], agencies: [], services: [NOISE] })
  close = openCalls('accueil')
})
afterEach(() => {
  close()
  shelf.clear()
  sent.length = 0
  vi.unstubAllGlobals()
})

describe('a call that is sent', () => {
  it('[IK-11] is kept until the server has made a ticket of it, while the next one is taken', async () => {
    tell()
    sendCall('end')
    expect(inHand()).toMatchObject({ phone: '', subject: { serviceCode: null } })
    expect(aside()).toEqual([['sending', '06 39 98 11 22', null]])
    expect(shelf.get('vigie.calls')).toContain('sending')
    sent[0]?.answer(accepted(2043))
    await settled()
    expect(aside()).toEqual([])
    expect(shelf.size).toBe(0)
    expect(screen.getState().toasts.at(-1)?.text).toBe('F-2043 envoyée')
  })

  it('[IK-11] goes again after the page was lost, as the same ticket; one that was made is no refusal', async () => {
    tell()
    sendCall('end')
    reload()
    expect(sent.map(({ command }) => command.type)).toEqual(['receive_ticket', 'receive_ticket'])
    expect(sent[1]?.command).toEqual(sent[0]?.command)
    sent[1]?.answer(refused({ code: 'already_exists' }))
    await settled()
    expect(aside()).toEqual([])
  })

  it('[IK-11] that is refused stays, with the reason in words, and can be put right', async () => {
    tell()
    sendCall('end')
    sent[0]?.answer(refused({ code: 'answers_misfit', questions: ['SOURCE'] }))
    await settled()
    const [[state, phone, reason] = []] = aside()
    expect([state, phone]).toEqual(['draft', '06 39 98 11 22'])
    expect(reason).toMatch(/\.$/)
    resumeCall(calls.getState().aside[0]?.call.id ?? '')
    expect(inHand().phone).toBe('06 39 98 11 22')
    expect(aside()).toEqual([])
    sendCall('end')
    expect(sent).toHaveLength(2)
  })

  it('[IK-13] as one more report of a ticket says so again when it goes again', () => {
    tell()
    sendCall('end', { ticketId: ticketId(1), score: 0.94 })
    reload()
    const joins = { ticketId: ticketId(1), score: 0.94 }
    expect(sent.map(({ command }) => command)).toMatchObject([{ joins }, { joins }])
  })

  it('[IK-11] of a type that is no longer in force is told, and not sent', async () => {
    changeCall({ serviceCode: 'GONE' })
    sendCall('end')
    await settled()
    expect(sent).toEqual([])
    expect(aside()[0]?.[2]).toContain('GONE')
  })

  it('[IK-6] goes on with another subject, which learns the number of the first', async () => {
    tell()
    const first = inHand().subject.ticketId
    sendCall('another')
    expect(inHand()).toMatchObject({
      phone: '06 39 98 11 22',
      sent: [{ ticketId: first, number: null }],
      subject: { serviceCode: null, place: PLACE },
    })
    sent[0]?.answer(accepted(2043))
    await settled()
    expect(inHand().sent).toEqual([{ ticketId: first, number: 2043 }])
    changeCall({ serviceCode: NOISE.code })
    sendCall('end')
    expect(sent.map(({ command }) => 'ticketId' in command && command.ticketId)).toHaveLength(2)
    expect(calls.getState().places).toEqual([PLACE])
  })
})

describe('a call that is interrupted', () => {
  it('[CA-8] is kept as it goes, resumed, and dropped', () => {
    tell()
    reload()
    expect(aside()).toEqual([['draft', '06 39 98 11 22', null]])
    resumeCall(calls.getState().aside[0]?.call.id ?? '')
    expect(inHand().subject.place).toEqual(PLACE)
    expect(putCallAside()).toBe(true)
    expect(putCallAside()).toBe(false)
    dropCall(calls.getState().aside[0]?.call.id ?? '')
    expect([aside(), shelf.size]).toEqual([[], 0])
  })

  it('[CA-8] is erased when its operator signs out, and unknown to the next one', () => {
    tell()
    close()
    close = openCalls('autre')
    expect(aside()).toEqual([])
    tell()
    eraseCalls()
    expect([inHand().phone, aside(), shelf.size]).toEqual(['', [], 0])
  })
})

describe('a telephone that rings', () => {
  const ring = (phone: string | null) => calls.setState({ ringing: { at: 0 as never, phone } })

  it('[IK-10] is answered by itself while nobody is talked to', () => {
    ring('+33639981122')
    expect(inHand()).toMatchObject({ phone: '06 39 98 11 22', startedAt: expect.any(Number) })
    expect(calls.getState().ringing).toBeNull()
  })

  it('[IK-10] waits while a call is taken, which is kept when it is answered', () => {
    tell('06 39 98 00 00')
    ring('+33639981122')
    expect(inHand().phone).toBe('06 39 98 00 00')
    takeRinging()
    expect(inHand().phone).toBe('06 39 98 11 22')
    expect(aside()).toEqual([['draft', '06 39 98 00 00', null]])
  })

  it('[IK-10] rang before this screen was there', () => {
    close()
    ring(null)
    close = openCalls('accueil')
    expect(inHand()).toMatchObject({ phone: '', startedAt: expect.any(Number) })
  })
})

describe('a caller who rings again', () => {
  it('[CA-9] about a ticket that there is: what is said goes to it, and no second one is made', async () => {
    changeCall({ phone: '06 39 98 11 22', description: 'Ils sont maintenant dix' })
    const attached = attachCall(ticketId(1))
    expect(sent.map(({ command }) => command)).toMatchObject([
      { type: 'add_note', ticketId: ticketId(1), text: 'Ils sont maintenant dix' },
      { type: 'call_back', ticketId: ticketId(1) },
    ])
    for (const { answer } of sent) answer(accepted(2001))
    await attached
    expect(inHand()).toMatchObject({ phone: '', subject: { description: '' } })
  })

  it('[CA-9] about one that has ended meanwhile: nothing of what was said is lost', async () => {
    changeCall({ description: 'Ils sont maintenant dix' })
    const attached = attachCall(ticketId(1))
    for (const { answer } of sent) answer(refused({ code: 'unknown_ticket' }))
    await attached
    expect(inHand().subject.description).toBe('Ils sont maintenant dix')
  })
})

import { describe, expect, it } from 'vitest'
import { free, list } from '../../shared/catalogue/test-catalogue.ts'
import { commandSchema } from '../../shared/command.ts'
import { instant } from '../../shared/instant.ts'
import { aTicket, NOISE, ticketId } from '../../shared/test-board.ts'
import { circumstancesOf, PLAIN_TOWN } from '../../shared/town.ts'
import {
  answered,
  type Call,
  callSchema,
  changed,
  commandOf,
  isBegun,
  newCall,
  nextSubject,
  obstacleOf,
  sameOf,
} from './call.ts'

const asked = list('SOURCE')
const followed = list('FLOOR', { when: { question: 'SOURCE', is: ['A'] } })
const service = { ...NOISE, questions: [asked, followed, free('SINCE', 'number')] }
const PLACE = { lon: 1.44, lat: 43.6, address: 'Rue des Lois', district: { code: '1.1', short: 'Capitole' } }
const told = (change: Parameters<typeof changed>[1] = {}): Call =>
  changed(newCall(), { serviceCode: NOISE.code, place: PLACE, ...change }, 5_000)

describe('a call as it is taken', () => {
  it('[IK-5] makes a ticket that has its ids from the start, with the number as people read it', () => {
    const call = told({
      phone: '+33 (0)6 39.98.11.22',
      name: ' Verbrugge ',
      description: 'Fête\u202e <b>au 3ᵉ</b>',
    })
    const command = commandOf(call, service)
    expect(commandSchema.parse(command)).toEqual(command)
    expect(command).toMatchObject({
      ticketId: call.subject.ticketId,
      position: { lon: 1.44, lat: 43.6 },
      address: 'Rue des Lois',
      district: '1.1',
      channel: 'phone',
      report: {
        id: call.subject.reportId,
        description: 'Fête <b>au 3ᵉ</b>',
        lastName: 'Verbrugge',
        phone: '06 39 98 11 22',
      },
    })
    expect(commandOf(call, service)).toEqual(command)
  })

  it('[IK-5] sends the answers to the questions that are asked, and no others', () => {
    const both = answered(answered(told(), asked, 'A'), followed, 'B')
    expect(commandOf(both, service).answers).toEqual({ SOURCE: 'A', FLOOR: 'B' })
    expect(commandOf(answered(both, asked, 'C'), service).answers).toEqual({ SOURCE: 'C' })
    expect(commandOf(answered(both, asked, undefined), service)).not.toHaveProperty('answers')
    expect(commandOf(answered(told(), asked, 'GONE'), service)).not.toHaveProperty('answers')
    expect(changed(both, { serviceCode: 'OTHER' }, 0).subject.answers).toEqual({})
    expect(changed(both, { serviceCode: NOISE.code }, 0).subject.answers).toEqual({ SOURCE: 'A', FLOOR: 'B' })
  })

  it('[IK-5] goes « à localiser » with what was typed where no place is sure', () => {
    const command = commandOf(told({ place: null, placeText: 'derrière l’école' }), service)
    expect(command).toMatchObject({ position: null, address: 'derrière l’école', district: null })
  })

  it.each([
    ['a type', newCall(), undefined, 'type'],
    ['a type of the catalogue in force', told(), undefined, 'type'],
    ['a number that can be read', told({ phone: '06 12' }), service, 'phone'],
    ['a number that is not of 500 digits', told({ phone: '6'.repeat(500) }), service, 'phone'],
    ['nothing more', told({ phone: ' ' }), service, null],
    ['nothing more, nor a place', told({ place: null }), service, null],
  ])('[IK-5] needs %s before it is sent', (_what, call, found, obstacle) => {
    expect(obstacleOf(call, found)).toBe(obstacle)
    if (obstacle !== null && found !== undefined) expect(() => commandOf(call, found)).toThrow(obstacle)
  })

  it('[IK-14] is not sent where its type is not taken, unless it joins what is known', () => {
    const elsewhere = { fr: 'Voyez votre mairie.', en: 'Ask your own town.' }
    const local = {
      ...service,
      priority: 3 as const,
      territory: { districts: ['9.9'], jurisdictions: [], elsewhere },
    }
    const here = circumstancesOf(
      PLAIN_TOWN,
      { position: { lon: 1.44, lat: 43.6 }, district: '1.1' },
      instant(0),
    )
    expect(obstacleOf(told(), local, here)).toBe('untaken')
    expect(obstacleOf(told(), { ...local, priority: 1 }, here)).toBeNull()
    expect(obstacleOf(told(), local)).toBeNull()
  })

  it('[IK-5] begins with the first thing said, and can be kept as it is', () => {
    expect(newCall('+33639981122')).toMatchObject({ phone: '06 39 98 11 22', startedAt: null })
    expect(changed(told(), { name: 'X' }, 9_000).startedAt).toBe(5_000)
    const call = told({ phone: '06' })
    expect(callSchema.parse(JSON.parse(JSON.stringify(call)))).toEqual(call)
    expect(changed(told(), { phone: '0'.repeat(500), name: 'n'.repeat(500) }, 0)).toMatchObject({
      phone: '0'.repeat(40),
      name: 'n'.repeat(100),
    })
  })

  it('[IK-6] goes on with another subject: who and where stay, the rest begins anew', () => {
    const call = answered(told({ phone: '06 39 98 11 22', description: 'Bruit' }), asked, 'A')
    const next = nextSubject(call, 2043)
    expect(next).toMatchObject({
      phone: '06 39 98 11 22',
      sent: [{ ticketId: call.subject.ticketId, number: 2043 }],
      subject: { serviceCode: null, answers: {}, description: '', place: PLACE },
    })
    expect(next.subject.ticketId).not.toBe(call.subject.ticketId)
    expect([isBegun(call), isBegun(next), isBegun(changed(next, { description: 'Trou' }, 0))]).toEqual([
      true,
      false,
      true,
    ])
  })

  it.each([
    ['nothing', newCall(), false],
    ['blanks', changed(newCall(), { phone: '  ', description: ' ' }, 0), false],
    ['a number', newCall('+33639981122'), true],
    ['a place', changed(newCall(), { place: PLACE }, 0), true],
    ['a type', changed(newCall(), { serviceCode: NOISE.code }, 0), true],
  ])('[CA-8] is worth keeping with %s: %s', (_what, call, begun) => {
    expect(isBegun(call)).toBe(begun)
  })
})

describe('a call that tells of what is known', () => {
  const alike = (number: number, score: number) => ({
    ticket: aTicket(number),
    score,
    metres: 40,
    way: 'straight' as const,
    minutes: 12,
    sameType: true,
  })
  const [likely, other] = [alike(1, 0.94), alike(2, 0.8)]
  const numberOf = (same: Call['subject']['same'], ...known: ReturnType<typeof alike>[]) =>
    sameOf({ same }, known)?.ticket.number ?? null

  it.each([
    ['nothing alike', null, [], null],
    ['a likely one', null, [likely, other], 2001],
    ['the least score that is taken for the same', null, [alike(1, 0.7)], 2001],
    ['one that is less alike', null, [alike(1, 0.69)], null],
    ['that one, chosen', ticketId(1), [alike(1, 0.41)], 2001],
    ['another one, chosen', ticketId(2), [likely, other], 2002],
    ['none of them', 'none' as const, [likely, other], null],
    ['one that is gone', ticketId(3), [likely], null],
  ])('[IK-13] %s', (_what, same, known, number) => {
    expect(numberOf(same, ...known)).toBe(number)
  })

  it('[IK-13] joins what it was sent as, however often it is sent; another type or place is asked about anew', () => {
    const joins = { ticketId: ticketId(1), score: 0.94 }
    const call = told({ same: ticketId(2) })
    const sent = { ...call, subject: { ...call.subject, joins } }
    expect(commandOf(sent, service).joins).toEqual(joins)
    expect(commandOf(call, service)).not.toHaveProperty('joins')
    expect(changed(call, { place: null }, 0).subject.same).toBeNull()
    expect(changed(call, { serviceCode: 'OTHER' }, 0).subject.same).toBeNull()
    expect(changed(call, { description: 'x' }, 0).subject.same).toBe(ticketId(2))
    expect(nextSubject(sent, null).subject).toMatchObject({ same: null, joins: null })
  })
})

import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { aDispatch } from '../test-dispatch.ts'
import { aTicket, type Opened, SOON, socketStage } from './test-sockets.ts'

describe('commands sent to a running server', () => {
  const stage = socketStage(['operator', 'crew'])
  const { server, connect, snapshot, follow, ask } = stage

  const refusedBy = async (opened: Opened, command: unknown) => {
    const answer = await ask(opened, command)
    return answer.status === 'refused' ? answer.refusal : answer
  }

  async function callSigns() {
    const { crews } = await snapshot(stage.dispatcher)
    return crews.sort((a, b) => a.number - b.number)
  }
  async function asCrew(index: number, userName = 'equipage') {
    const crew = (await callSigns())[index]
    if (crew === undefined) throw new Error(`There is no crew ${index}.`)
    const session = await server.login(userName)
    await session.takeCallSign(crew.id, true)
    return { crew, session }
  }

  const received = async () =>
    Number(
      (await server.pool.query("select count(*) from event where type = 'ticket_received'")).rows[0].count,
    )

  it('[H-2] answers a repeated id with the first answer, and it has one effect', async () => {
    const before = await received()
    const id = randomUUID()
    const command = aTicket()
    const answers = await Promise.all([1, 2, 3].map(() => ask(stage.post, command, id)))
    answers.push(await ask(await connect(stage.dispatcher), command, id))
    expect(answers[0]).toMatchObject({ status: 'accepted', ticketNumber: expect.any(Number) })
    for (const answer of answers) expect(answer).toEqual(answers[0])
    expect(await received()).toBe(before + 1)
  })

  it.each<[string, (ticketId: string) => unknown, object]>([
    ['nothing', () => undefined, { code: 'invalid' }],
    ['text', () => 'drop table event', { code: 'invalid' }],
    ['an unknown type', () => ({ type: 'drop_everything' }), { code: 'invalid' }],
    [
      'an unknown field of 900 kB',
      () => ({ type: 'add_note', text: 'x'.repeat(900_000) }),
      { code: 'invalid' },
    ],
    [
      'a note of 100 kB',
      (id) => ({ type: 'add_note', noteId: id, ticketId: id, text: 'x'.repeat(100_000) }),
      { code: 'invalid', problem: /text/ },
    ],
    ['an unknown field', (id) => aTicket(id, { admin: true }), { code: 'invalid', problem: /admin/ }],
    [
      'lat 91',
      (id) => aTicket(id, { position: { lon: 1, lat: 91 } }),
      { code: 'invalid', problem: /position\.lat/ },
    ],
    [
      'NaN',
      (id) => aTicket(id, { position: { lon: 1, lat: Number.NaN } }),
      { code: 'invalid', problem: /position\.lat/ },
    ],
    [
      'swapped axes',
      (id) => aTicket(id, { position: { lon: 43.6045, lat: 1.4442 } }),
      { code: 'invalid', problem: /swapped/ },
    ],
    [
      'a point far away',
      (id) => aTicket(id, { position: { lon: 2.35, lat: 48.85 } }),
      { code: 'invalid', problem: /outside the territory/ },
    ],
    [
      'an unknown service',
      (id) => aTicket(id, { serviceCode: 'TELEPORT' }),
      { code: 'unknown_service', serviceCode: 'TELEPORT' },
    ],
    [
      'too long an address',
      (id) => aTicket(id, { address: 'x'.repeat(501) }),
      { code: 'invalid', problem: /address/ },
    ],
    [
      'a text that is nothing',
      (id) => aTicket(id, { district: '\u0000' }),
      { code: 'invalid', problem: /district/ },
    ],
    [
      'a ticket that is not',
      (id) => ({ type: 'close_ticket', ticketId: id, outcome: 'done' }),
      { code: 'unknown_ticket' },
    ],
    ['a crew that is not', (id) => ({ type: 'take_break', crewId: id }), { code: 'unknown_crew' }],
  ])('[H-3] refuses a command that is, or names, %s', async (_what, command, refusal) => {
    const before = await received()
    const { problem, ...rest } = refusal as { problem?: RegExp }
    const answer = await refusedBy(stage.post, command(randomUUID()))
    expect(answer).toMatchObject(rest)
    if (problem !== undefined) expect(answer).toMatchObject({ problem: expect.stringMatching(problem) })
    expect(await received()).toBe(before)
  })

  it('[H-3] stores text that no database could hold as it came, harmless', async () => {
    const id = randomUUID()
    expect(
      (
        await ask(
          stage.post,
          aTicket(id, { address: 'Rue \ud83d du\u0000 Taur\u202e', district: '1.1\u0000' }),
        )
      ).status,
    ).toBe('accepted')
    const { rows } = await server.pool.query('select address, district from ticket where id = $1', [id])
    expect(rows).toEqual([{ address: 'Rue \ufffd du Taur', district: '1.1' }])
  })

  it('[H-4] takes a command from a device whose clock is ahead, as given when it came', async () => {
    const [id, past] = [randomUUID(), Date.now() - 60_000]
    for (const [commandId, deviceAt] of [
      [id, 8_640_000_000_000_000],
      [randomUUID(), past],
    ] as const) {
      const sent = { id: commandId, deviceAt, command: aTicket() }
      expect((await stage.post.socket.emitWithAck('command', sent)).status).toBe('accepted')
      const { rows } = await server.pool.query(
        'select milliseconds_of(at) as at, milliseconds_of(device_at) as device_at from event where command_id = $1',
        [commandId],
      )
      if (deviceAt === past) expect(rows[0].device_at).toBe(past)
      else expect(rows[0].device_at).toBeLessThanOrEqual(rows[0].at)
    }
  })

  it('[H-5] refuses an illegal step, and says on what', async () => {
    const { crew, session } = await asCrew(0)
    const tablet = await connect(session)
    const [ticketId, assignmentId] = [randomUUID(), randomUUID()]
    await ask(stage.post, aTicket(ticketId))
    await ask(tablet, { type: 'come_on_duty', crewId: crew.id, members: 2 })
    expect(await refusedBy(stage.post, aDispatch({ ticketId, crewId: crew.id, assignmentId }))).toMatchObject(
      {
        status: 'accepted',
      },
    )
    await ask(tablet, { type: 'acknowledge', assignmentId })
    expect(await refusedBy(tablet, { type: 'secure', assignmentId })).toEqual({
      code: 'step_refused',
      callSign: crew.callSign,
      status: 'acknowledged',
    })
    expect(await refusedBy(stage.post, aDispatch({ ticketId, crewId: crew.id }))).toMatchObject({
      code: 'ticket_engaged',
    })
    await ask(stage.post, { type: 'recall', assignmentId, reason: 'undo' })
  })

  it('[H-6] lets a crew speak only for itself, and see only its own tickets', async () => {
    const { crew, session } = await asCrew(1)
    const [, , other] = await callSigns()
    const tablet = await follow(session)
    const [mine, theirs, mineId, theirsId] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()]
    for (const id of [mine, theirs]) await ask(stage.post, aTicket(id))
    for (const crewId of [crew.id, other?.id])
      await ask(stage.post, { type: 'come_on_duty', crewId, members: 2 })
    await ask(stage.post, aDispatch({ ticketId: theirs, crewId: other?.id ?? '', assignmentId: theirsId }))
    await ask(stage.post, aDispatch({ ticketId: mine, crewId: crew.id, assignmentId: mineId }))
    for (const command of [
      { type: 'acknowledge', assignmentId: theirsId },
      { type: 'take_break', crewId: other?.id },
      { type: 'raise_distress', crewId: other?.id, ticketId: randomUUID(), position: null },
      { type: 'add_note', noteId: randomUUID(), ticketId: theirs, text: 'lu' },
      { type: 'close_ticket', ticketId: mine, outcome: 'done' },
      aDispatch({ ticketId: theirs, crewId: crew.id }),
      { type: 'end_distress', crewId: crew.id, reason: 'x' },
    ])
      expect([command.type, await refusedBy(tablet, command)]).toEqual([
        command.type,
        { code: 'not_allowed' },
      ])
    expect(await refusedBy(tablet, { type: 'acknowledge', assignmentId: mineId })).toMatchObject({
      status: 'accepted',
    })
    expect((await session.request('GET', `/api/tickets/${theirs}`)).status).toBe(404)
    expect((await session.request('GET', `/api/tickets/${mine}`)).status).toBe(200)
    expect((await session.request('GET', `/api/tickets/${mine}/stretch`)).status).toBe(403)
    await ask(stage.post, { type: 'recall', assignmentId: mineId, reason: 'undo' })
    const upto = (await snapshot(stage.dispatcher)).seq
    await expect.poll(() => tablet.heard.batches.at(-1)?.upto, SOON).toBe(upto)
    const told = JSON.stringify(tablet.heard.batches)
    expect(told).toContain(`{"arrival":{"ticket":{"id":"${mine}"`)
    expect(told).toContain(`{"departure":{"ticketId":"${mine}"}}`)
    expect(told).not.toContain(theirs)
    expect((await snapshot(session)).crews.map(({ id }) => id)).toEqual([crew.id])
  })

  it('[H-6] refuses what a role may not do', async () => {
    const operator = await follow(await server.login('test.operator'))
    const id = randomUUID()
    expect(await refusedBy(operator, aTicket(id))).toMatchObject({ status: 'accepted' })
    expect(await refusedBy(operator, { type: 'close_ticket', ticketId: id, outcome: 'done' })).toEqual({
      code: 'not_allowed',
    })
    const nobody = await connect(await server.login('test.crew'))
    const [crew] = await callSigns()
    expect(await refusedBy(nobody, { type: 'take_break', crewId: crew?.id })).toEqual({ code: 'not_allowed' })
  })
})

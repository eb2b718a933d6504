import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { projectPath } from '../project.ts'
import { at, on, SentCrew } from './test-sent-crew.ts'

describe('when a ticket was acknowledged, in the database', () => {
  let sent: SentCrew
  beforeAll(async () => {
    sent = await SentCrew.open()
  })
  afterAll(() => sent.close())

  const known = () => sent.known(({ tickets }) => tickets.get(on.ticketId)?.acknowledgedAt)
  const say = async (minutes: number, command: object) =>
    expect(await sent.say(minutes, command)).toBe('accepted')

  it('[K-8] is stored with the first word, read from what was said before it was kept, and stays when the crew is called off', async () => {
    expect(await known()).toEqual([null, null])
    await say(4, { type: 'acknowledge', assignmentId: on.assignmentId })
    await say(5, { type: 'go_en_route', assignmentId: on.assignmentId })
    expect(await known()).toEqual([at(4), at(4)])
    const { pool } = sent.database
    await pool.query('update ticket set acknowledged_at = null')
    const migration = await readFile(projectPath('migrations/0030_acknowledged.sql'), 'utf8')
    await pool.query(/^update ticket[^;]*;/m.exec(migration)?.[0] ?? '')
    expect(await known()).toEqual([at(4), at(4)])
    await say(6, { type: 'recall', assignmentId: on.assignmentId, reason: 'other' })
    expect(await known()).toEqual([at(4), at(4)])
  })

  it('[K-8] [FD-14] is read from what was said of what had ended, and awaited anew once the ticket is opened again', async () => {
    await say(7, { type: 'close_ticket', ticketId: on.ticketId, outcome: 'done' })
    const { pool } = sent.database
    await pool.query('update ticket set acknowledged_at = null')
    const migration = await readFile(projectPath('migrations/0040_acknowledged_of_ended.sql'), 'utf8')
    await pool.query(migration)
    const { rows } = await pool.query('select milliseconds_of(acknowledged_at) as at from ticket')
    expect(rows).toEqual([{ at: at(4) }])
    await say(8, { type: 'reopen_ticket', ticketId: on.ticketId, reason: 'encore' })
    expect(await known()).toEqual([null, null])
  })
})

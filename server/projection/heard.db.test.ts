import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '../../shared/event.ts'
import { at, on, SentCrew } from './test-sent-crew.ts'

const CREW: Actor = { id: 'tablet', role: 'crew', label: 'ALPHA 1', crewId: on.crewId }

describe('when a crew was last heard, in the database', () => {
  let sent: SentCrew
  beforeAll(async () => {
    sent = await SentCrew.open()
  })
  afterAll(() => sent.close())

  const heardAt = () => sent.known(({ crews }) => crews.get(on.crewId)?.heardAt)
  const note = () => ({ type: 'add_note', noteId: randomUUID(), ticketId: on.ticketId, text: 'un mot' })

  it('[WC-1] is stored with a step and with the crew’s own note, which names no crew, and read again after a restart', async () => {
    expect(await heardAt()).toEqual([at(1), at(1)])
    await sent.say(4, { type: 'arrive', assignmentId: on.assignmentId }, CREW)
    expect(await heardAt()).toEqual([at(4), at(4)])
    await sent.say(5, note())
    expect(await heardAt()).toEqual([at(4), at(4)])
    await sent.say(6, note(), CREW)
    expect(await heardAt()).toEqual([at(6), at(6)])
  })

  it('[WC-7] of two posts that confirm at once, one does, and the other is told that the crew was heard', async () => {
    const confirm = { type: 'confirm_contact', assignmentId: on.assignmentId, heardAt: at(6) }
    const answers = await Promise.all([sent.say(30, confirm), sent.say(30, confirm)])
    expect(answers.sort()).toEqual(['accepted', 'crew_heard'])
    expect(await heardAt()).toEqual([at(30), at(30)])
  })
})

import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { createApiKey } from '../../session/accounts.ts'
import { SOON, socketStage } from '../test-sockets.ts'

describe('the telephone’s door of a running server', () => {
  const stage = socketStage(['operator'])
  const { server, follow } = stage

  const ring = (body: unknown, key: string) =>
    fetch(`${server.url}/api/telephone/calls`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })

  it('[IK-10] rings at the screens of the post it names, and nowhere else', async () => {
    const key = await createApiKey(server.pool, 'Autocommutateur', 'phone')
    const own = await follow(await server.login('test.operator'))
    const heard: unknown[] = []
    const elsewhere: unknown[] = []
    own.socket.on('call', (call) => heard.push(call))
    stage.post.socket.on('call', (call) => elsewhere.push(call))
    const answer = await ring({ from: '06 39 98 11 22', post: 'test OPERATOR' }, key)
    expect([answer.status, await answer.json()]).toEqual([200, { screens: 1 }])
    expect((await ring({ from: null, post: 'Test operator' }, key)).status).toBe(200)
    const call = { at: expect.any(Number) }
    const expected = [
      { ...call, phone: '+33639981122' },
      { ...call, phone: null },
    ]
    await expect.poll(() => heard, SOON).toEqual(expected)
    expect(elsewhere).toEqual([])
  })

  it('[IK-10] is refused in words where nothing can ring', async () => {
    const key = await createApiKey(server.pool, 'Standard', 'phone')
    const web = await createApiKey(server.pool, 'Site', 'web')
    const call = { from: null, post: 'Test operator' }
    const failure = z.looseObject({ code: z.string() })
    const codes = async (answer: Response) => [answer.status, failure.parse(await answer.json()).code]
    expect(await codes(await ring(call, 'vigie_guessed'))).toEqual([401, 'unknown_key'])
    expect(await codes(await ring(call, web))).toEqual([401, 'unknown_key'])
    expect(await codes(await ring({ ...call, post: 'Nobody' }, key))).toEqual([404, 'nobody_at_post'])
    const bad = [{}, { post: 'x' }, { ...call, from: '0'.repeat(500) }, { ...call, more: 1 }, '{', 'null']
    for (const body of bad) expect(await codes(await ring(body, key))).toEqual([400, 'invalid'])
    const long = await ring({ ...call, post: 'x'.repeat(10_000) }, key)
    expect(await codes(long)).toEqual([413, 'too_large'])
  })
})

import { describe, expect, it } from 'vitest'
import { openLog, sparing } from './log.ts'

describe('the log of a process', () => {
  it('[O-12] tells what failed and why, and none of the data that errors carry', () => {
    let line = ''
    const log = openLog({ write: (text) => (line += text) })
    const cause = Object.assign(new Error('refused'), {
      code: '23514',
      detail: 'Failing row contains (Ginette).',
    })
    const body = '{"password":"sesame"}'
    log.error(
      Object.assign(new Error('outer', { cause }), { body, where: 'Ginette' }),
      'a commit was refused',
    )
    expect(JSON.parse(line)).toMatchObject({
      msg: 'a commit was refused',
      err: { message: 'outer', cause: { message: 'refused', code: '23514' } },
    })
    expect(line).not.toMatch(/Ginette|sesame/)
  })

  it('[DV-5] says what anybody may bring about once a minute, and how many were left out', () => {
    const lines: unknown[] = []
    let clock = 0
    const say = sparing(
      (what, about) => void lines.push([what, about]),
      () => clock,
    )
    for (clock = 0; clock < 120_000; clock += 1_000) say('dropped', { protocol: 'osmand' })
    say('dropped', { device: 'a' })
    say('dropped', { device: 'b' })
    expect(lines).toEqual([
      ['dropped', { protocol: 'osmand' }],
      ['dropped', { protocol: 'osmand', more: 59 }],
      ['dropped', { device: 'a' }],
      ['dropped', { device: 'b' }],
    ])
  })
})

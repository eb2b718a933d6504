import { describe, expect, it } from 'vitest'
import { isUnreachable } from './pool.ts'

const withCode = (code: string) => Object.assign(new Error('told by PostgreSQL'), { code })

describe('what says that the database is away', () => {
  it.each(['08000', '08001', '08003', '08004', '08006', '53300', '57P01', '57P02', '57P03', '57P05'])(
    '[E-14] %s does',
    (code) => {
      expect(isUnreachable(withCode(code))).toBe(true)
    },
  )

  it.each([
    ['a violation of the protocol', '08P01'],
    ['a transaction whose end is not known', '08007'],
    ['a statement cancelled or too slow', '57014'],
    ['a database that was dropped', '57P04'],
    ['a full disk', '53100'],
    ['no memory', '53200'],
    ['a duplicate', '23505'],
    ['a deadlock', '40P01'],
    ['a wrong statement', '42601'],
    ['a transaction that failed before', '25P02'],
    ['a fault within', 'XX000'],
  ])('[E-14] %s (%s) does not', (_what, code) => {
    expect(isUnreachable(withCode(code))).toBe(false)
  })

  it.each(['connect', 'read', 'write'])('[E-14] a socket that fails to %s does', (syscall) => {
    expect(isUnreachable(Object.assign(new Error(`${syscall} ECONNRESET`), { syscall }))).toBe(true)
  })

  it.each([
    'Connection terminated unexpectedly',
    'timeout exceeded when trying to connect',
    'Client has encountered a connection error and is not queryable',
  ])('[E-14] « %s » does', (message) => {
    expect(isUnreachable(new Error(message))).toBe(true)
  })

  it('[E-14] what is not told by the database does not', () => {
    expect(isUnreachable(new Error('the connection of two streets'))).toBe(false)
    expect(isUnreachable('08006')).toBe(false)
  })
})

import { describe, expect, it } from 'vitest'
import { codeIn, enrolmentLink, plainCode } from './enrolment.ts'

const CODE = 'k3fw-9xpd-m7qa'

describe('a code as people write it', () => {
  it.each([
    CODE,
    'K3FW-9XPD-M7QA',
    'k3fw9xpdm7qa',
    ' k3fw 9xpd m7qa ',
    'k3fw–9xpd—m7qa',
    'K.3.F.W.9.X.P.D.M.7.Q.A',
  ])('[EN-7] %s is one code', (written) => expect(plainCode(written)).toBe(CODE))

  it('[EN-7] is nothing where there is no letter', () => {
    expect(plainCode('')).toBe('')
    expect(plainCode(' — ')).toBe('')
  })

  it('[EN-7] stands in the fragment of a link, and nowhere else', () => {
    const link = enrolmentLink('https://vigie.example.fr', CODE)
    expect(link).toBe(`https://vigie.example.fr/crew#enrol=${CODE}`)
    expect(new URL(link).pathname + new URL(link).search).toBe('/crew')
    expect(codeIn(link)).toBe(CODE)
    expect(codeIn('#enrol=K3FW9XPDM7QA')).toBe(CODE)
    for (const other of ['', '#', `?enrol=${CODE}`, '#queue', '#enrol=', '#enrol', 'https://example.org/'])
      expect([other, codeIn(other)]).toEqual([other, null])
  })
})

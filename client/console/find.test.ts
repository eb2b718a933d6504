import { describe, expect, it } from 'vitest'
import { duties } from '../../shared/crew/crew.ts'
import { dutyMachine } from '../../shared/crew/machine.ts'
import { aBoard, aCrew, aCrewOn, aTicket, NOISE, published } from '../../shared/test-board.ts'
import { find } from './find.ts'

const catalogues = published(NOISE)
const state = (...crews: Parameters<typeof aBoard>[1] & object) => ({
  board: aBoard([aTicket(1), aTicket(2, { address: 'Allées Jean-Jaurès' })], crews),
  catalogues,
})
const kindsOf = (line: string, of = state(aCrew(3), aCrew(30))) =>
  find(line, of, 'fr').map(({ kind }) => kind)

describe('the command field', () => {
  it('[C-6] finds a ticket by number, type or street, without regard to accents or case', () => {
    expect(kindsOf('f-2001')).toEqual(['ticket'])
    expect(kindsOf('ALLEES JEAN')).toEqual(['ticket'])
    expect(kindsOf('tapage')).toEqual(['ticket', 'ticket'])
    expect(kindsOf('zzz')).toEqual([])
  })

  it('[C-6] reads D, a call sign and a number as a dispatch', () => {
    const [found] = find('d alpha 3 2002', state(aCrew(3)), 'fr')
    expect(found).toMatchObject({ kind: 'dispatch', crew: { callSign: 'ALPHA 3' }, ticket: { number: 2002 } })
  })

  it('[C-7] offers a whole call sign the changes of duty that its machine accepts, and no other', () => {
    for (const duty of duties) {
      const offered = find('ALPHA 3', state(aCrewOn(3, duty)), 'fr').flatMap((one) =>
        one.kind === 'duty' ? [one.action] : [],
      )
      for (const action of offered) expect(dutyMachine[duty][action], `${duty} ${action}`).not.toBe('refuse')
      expect(offered.length, duty).toBe(duty === 'distress' ? 0 : duty === 'off' ? 1 : 3)
    }
  })

  it('[C-7] finds a crew that is off duty by its whole call sign alone, so that it can come on duty by radio', () => {
    const off = state(aCrewOn(3, 'off'))
    expect(kindsOf('ALPHA', off)).toEqual([])
    expect(kindsOf('alpha 3', off)).toEqual(['crew', 'duty'])
  })
})

import { describe, expect, it } from 'vitest'
import type { DraftToSave } from '../../shared/catalogue/draft-wire.ts'
import { instant } from '../../shared/instant.ts'
import { NOISE } from '../../shared/test-board.ts'
import { ApiError } from '../feed/session.ts'
import { DraftSaver, type SaveState } from './draft-saver.ts'

const written = (code: string) => ({
  basedOn: 1,
  catalogue: { families: [], agencies: [], services: [{ ...NOISE, code }] },
})
const error = (status: number, code: string) => new ApiError(status, code, { fr: code, en: code }, {})

/** A server that answers as it is told: `lost` takes a draft and is not heard. */
function serving(...answers: ('taken' | 'lost' | 'away' | 'overtaken' | 'refused')[]) {
  const sent: DraftToSave[] = []
  const states: SaveState['is'][] = []
  let revisions = 0
  let overtaken = 0
  const saver = new DraftSaver(
    {
      newRevision: () => `r${++revisions}`,
      pause: () => Promise.resolve(),
      onState: ({ is }) => states.push(is),
      onOvertaken: () => overtaken++,
      save: async (draft) => {
        sent.push(draft)
        const answer = answers.shift() ?? 'taken'
        if (answer === 'lost' || answer === 'away') throw error(0, 'silent')
        if (answer === 'overtaken') throw error(409, 'draft_changed')
        if (answer === 'refused') throw error(413, 'too_large')
        return { at: instant(sent.length) }
      },
    },
    { ...written('OLD'), revision: null, at: null },
  )
  return { saver, sent, states, overtaken: () => overtaken }
}

describe('the saving of a draft', () => {
  it('[CE-9] sends nothing where nothing was written, and each thing over the one before', async () => {
    const { saver, sent, states } = serving()
    expect([await saver.save(), sent]).toEqual([true, []])
    saver.want(written('A'))
    expect(saver.isSaved).toBe(false)
    expect(await saver.save()).toBe(true)
    saver.want(written('B'))
    await saver.save()
    expect(sent.map(({ revision, after }) => [revision, after])).toEqual([
      ['r1', null],
      ['r2', 'r1'],
    ])
    expect(states).toEqual(['saved', 'unsaved', 'saving', 'saved', 'unsaved', 'saving', 'saved'])
    expect([saver.isSaved, saver.revision]).toEqual([true, 'r2'])
  })

  it('[CE-9] sends what may have been taken again as it was, then what was written since', async () => {
    const { saver, sent, states } = serving('lost', 'away')
    saver.want(written('A'))
    const saving = saver.save()
    saver.want(written('B'))
    expect(await saving).toBe(true)
    expect(
      sent.map(({ revision, after, catalogue }) => [revision, after, catalogue.services[0]?.code]),
    ).toEqual([
      ['r1', null, 'A'],
      ['r1', null, 'A'],
      ['r1', null, 'A'],
      ['r2', 'r1', 'B'],
    ])
    expect(states.filter((is) => is === 'unreachable')).toHaveLength(2)
    expect(states.at(-1)).toBe('saved')
  })

  it('[CE-14] left, saves the last change after the one on its way', async () => {
    const { saver, sent } = serving()
    saver.want(written('A'))
    const saving = saver.save()
    saver.want(written('B'))
    expect(await saver.leave()).toBe(true)
    await saving
    expect(sent.map(({ after, catalogue }) => [after, catalogue.services[0]?.code])).toEqual([
      [null, 'A'],
      ['r1', 'B'],
    ])
    expect(saver.unsaved).toBeNull()
  })

  it('[CE-14] left where nobody answers, tries no more, and tells what may be at the server as what', async () => {
    const { saver, sent } = serving('lost')
    saver.want(written('A'))
    expect(saver.unsaved).toMatchObject({ after: null, sending: null })
    expect(await saver.leave()).toBe(false)
    expect(sent).toHaveLength(1)
    expect(saver.unsaved).toEqual({ ...written('A'), after: null, sending: 'r1' })
  })

  it('[CE-9] stops where somebody else’s draft is, or what is written is refused, and keeps what is written', async () => {
    const { saver, sent, states, overtaken } = serving('overtaken', 'refused')
    saver.want(written('A'))
    expect(await saver.save()).toBe(false)
    expect([overtaken(), states.at(-1), saver.isSaved]).toEqual([1, 'overtaken', false])
    expect(await saver.save()).toBe(false)
    expect([states.at(-1), saver.isSaved]).toEqual(['refused', false])
    expect(await saver.save()).toBe(true)
    expect(sent.map(({ revision }) => revision)).toEqual(['r1', 'r2', 'r3'])
  })
})

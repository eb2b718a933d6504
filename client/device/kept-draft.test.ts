import { describe, expect, it } from 'vitest'
import { NOISE } from '../../shared/test-board.ts'
import { keepDraft, keptDraft } from './kept-draft.ts'

function shelf() {
  const kept = new Map<string, string>()
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  }
}

const catalogue = { families: [], agencies: [], services: [{ ...NOISE, name: { fr: '', en: '' } }] }
const draft = { account: 'admin', after: null, sending: null, basedOn: 3, catalogue }

describe('what a device keeps of a draft that is not saved', () => {
  it('[CE-9] is there again for its account, however unfinished, and for no other', () => {
    const own = shelf()
    expect(keptDraft(own, 'admin')).toBeNull()
    expect(keepDraft(own, draft)).toBe(true)
    expect(keptDraft(own, 'admin')).toEqual(draft)
    expect(keptDraft(own, 'other')).toBeNull()
    keepDraft(own, null)
    expect(keptDraft(own, 'admin')).toBeNull()
  })

  it('[CE-9] is nothing where it cannot be read, and not kept where the device refuses', () => {
    const own = shelf()
    own.setItem('vigie.catalogue', '{"account":"admin"')
    expect(keptDraft(own, 'admin')).toBeNull()
    own.setItem('vigie.catalogue', JSON.stringify({ ...draft, catalogue: {} }))
    expect(keptDraft(own, 'admin')).toBeNull()
    const full = {
      ...own,
      setItem: () => {
        throw new Error('full')
      },
    }
    expect(keepDraft(full, draft)).toBe(false)
  })
})

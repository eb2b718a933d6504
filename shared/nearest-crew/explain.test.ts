import { describe, expect, it } from 'vitest'
import { instant, MINUTE, SECOND } from '../instant.ts'
import { aCrew, FLEET, HOLE, NOISE, NOW } from '../test-board.ts'
import { exclusionSummary, reasonLine, reasonsOf } from './explain.ts'
import { type Exclusion, exclusionSchema, type Proposal } from './suggestion.ts'

/** Non-breaking spaces as plain ones, so that a test reads as the screen does. */
const plain = (text: string | null) => text?.replace(/[\u00a0\u202f]/g, ' ')
const crew = aCrew(1, {
  kind: 'roads',
  equipment: ['radio', 'cones'],
})
const proposal: Proposal = {
  crewId: crew.id,
  seconds: 190,
  metres: 1_230,
  basis: 'road',
  learned: false,
  path: null,
  positionAge: 8,
  from: { lon: 1.44, lat: 43.6 },
  freeAt: instant(NOW - 12 * MINUTE),
  matchingSkills: ['road_signs'],
  breachSeconds: 0,
}
const line = (given: Partial<Proposal>, who = crew, locale: 'fr' | 'en' = 'fr') =>
  plain(reasonLine({ ...proposal, ...given }, who, HOLE, FLEET, NOW, locale))

describe('the reasons of a proposal', () => {
  it('[N-12] are plain words: how far, how long, how sure, since when it is free, what it carries', () => {
    expect(line({})).toBe(
      '1,2 km · 3 min · position il y a 8 s · libre depuis 12 min · équipement balisage · voirie',
    )
    expect(line({}, crew, 'en')).toBe(
      '1.2 km · 3 min · position 8 s ago · free for 12 min · equipment traffic cones · road works',
    )
  })

  it('[N-13] begin with what is out of the ordinary: late, an ageing position, busy, a straight line', () => {
    expect(line({ breachSeconds: 130, positionAge: 45, freeAt: null, basis: 'straight' })).toBe(
      'arrive 2 min après l’échéance · position il y a 45 s · engagé · à vol d’oiseau · 1,2 km · 3 min · équipement balisage · voirie',
    )
  })

  it('[R-39] say when a time rests on learned speeds, which is nothing out of the ordinary', () => {
    const afterPosition = (locale: 'fr' | 'en') =>
      reasonsOf({ ...proposal, learned: true }, crew, HOLE, FLEET, NOW, locale)[1]
    expect(afterPosition('fr')).toEqual({ text: 'vitesses apprises', exception: false })
    expect(afterPosition('en')).toEqual({ text: 'learned speeds', exception: false })
    expect(line({ learned: true })).toContain('vitesses apprises')
    expect(line({})).not.toContain('vitesses apprises')
  })

  it('[R-32] name the routing server whose figures they are', () => {
    expect(line({ basis: 'valhalla' })).toMatch(/^par la route \(Valhalla\) · 1,2 km · 3 min/)
    expect(line({ basis: 'osrm' }, crew, 'en')).toMatch(/^by road \(OSRM\) · 1.2 km · 3 min/)
  })

  it('[N-13] mark those, and only those, as exceptions', () => {
    const marked = (given: Partial<Proposal>) =>
      reasonsOf({ ...proposal, ...given }, crew, HOLE, FLEET, NOW, 'fr').map(({ exception }) => exception)
    expect(marked({})).toEqual([false, false, false, false])
    expect(marked({ positionAge: 29.9 })[0]).toBe(false)
    expect(marked({ positionAge: 30 })[0]).toBe(true)
    expect(marked({ breachSeconds: 1, freeAt: null })).toEqual([true, true, false, false, false])
  })

  it('[N-12] leave distance and time to the figures beside them', () => {
    const texts = reasonsOf(proposal, crew, HOLE, FLEET, NOW, 'fr').map(({ text }) => text)
    expect(texts.map(plain)).toEqual([
      'position il y a 8 s',
      'libre depuis 12 min',
      'équipement balisage',
      'voirie',
    ])
  })

  it('[N-12] name equipment only where the ticket asks for its skill, and count a patrol’s people', () => {
    const patrol = aCrew(2, { members: 3, equipment: crew.equipment })
    const texts = (members: number) =>
      reasonsOf(proposal, { ...patrol, members }, NOISE, FLEET, NOW, 'fr').map(({ text }) => plain(text))
    expect(texts(3)).toEqual(['position il y a 8 s', 'libre depuis 12 min', '3 agents'])
    expect(texts(1).at(-1)).toBe('1 agent')
  })

  it('[N-12] never count from the future', () => {
    expect(line({ freeAt: instant(NOW + 5 * SECOND) })).toContain('libre depuis 0 s')
  })
})

describe('the summary of the excluded', () => {
  const excluded = (counts: Partial<Record<Exclusion, number>>) =>
    exclusionSchema.options.flatMap((cause) => Array.from({ length: counts[cause] ?? 0 }, () => ({ cause })))
  const summary = (counts: Partial<Record<Exclusion, number>>, locale: 'fr' | 'en' = 'fr') =>
    plain(exclusionSummary(excluded(counts), locale))

  it('[N-14] names the two most frequent causes and counts the rest', () => {
    const counts = { engaged: 12, unavailable: 4, skills: 1, on_break: 1 }
    expect(summary(counts)).toBe('18 écartés : 12 engagés, 4 indisponibles, 2 autres')
    expect(summary(counts, 'en')).toBe('18 excluded: 12 engaged, 4 unavailable, 2 others')
  })

  it('[N-14] names up to three causes, the more frequent first, then in the order of the causes', () => {
    expect(summary({ engaged: 1, stale_position: 2, off_duty: 1 })).toBe(
      '4 écartés : 2 sans position récente, 1 hors service, 1 engagé',
    )
    expect(summary({ skills: 1 })).toBe('1 écarté : 1 sans la compétence')
    expect(summary({ skills: 3, territory: 3, no_position: 3, unreachable: 1 }, 'en')).toBe(
      '10 excluded: 3 without the skill, 3 outside its sector, 4 others',
    )
  })

  it('[N-14] says nothing where nobody is excluded, and always adds up', () => {
    expect(exclusionSummary([], 'fr')).toBeNull()
    for (const cause of exclusionSchema.options) {
      const text =
        summary({ [cause]: 7, engaged: cause === 'engaged' ? 7 : 2, in_distress: 1, skills: 1 }) ?? ''
      const [total = 0, ...parts] = (text.match(/\d+/g) ?? []).map(Number)
      expect(parts.reduce((sum, part) => sum + part, 0)).toBe(total)
    }
  })
})

import type { LonLat } from '../../shared/geo.ts'
import { PROPOSED } from '../../shared/nearest-crew/rank.ts'
import { duration, roughDuration, unbroken } from '../../shared/typography.ts'
import { ON_TICKET } from '../layers/crew-figures.ts'
import type { CrewMark, Selection } from '../layers/rows.ts'
import { type CrewRow, isOverdue } from '../store/crew-row.ts'
import type { ScreenState } from '../store/screen-store.ts'
import type { Words } from '../words/fr.ts'
import type { Placed } from './scene-crews.ts'
import { diversionToShow, proposalsToShow } from './scene-lines.ts'

/** A label beside a crew on the map, or beside what another post looks at. */
export interface TagMark {
  id: string
  /** Where that is that it stands beside, at seconds since the page began. */
  at: (now: number) => LonLat
  /** How far the mark is drawn from that point, in px. */
  offset: readonly [number, number]
  /** Space between the middle of the mark and the label, in px. */
  gap: number
  callSign: string
  /** The key that sends it, null when it is neither proposed nor to be diverted. */
  rank: number | 'D' | null
  fact: string | null
  tone: 'plain' | 'stale' | 'overdue' | 'distress' | 'post'
  dimmed: boolean
}

/** Space between a crew and its label, in px. */
const GAP = 14

/** What labels depend on beside the crews. */
export interface TagOptions {
  /** Server instant, ms since 1970. */
  now: number
  /** Near enough that every crew has its tag. */
  near: boolean
  words: Words
}

interface Ranked {
  rank: number | 'D'
  seconds: number
}

/** Crews are labelled in this order, the proposed ones in theirs and then the one to be diverted. */
const FIRST = 0
const UNUSUAL = PROPOSED + 2
const ENGAGED = PROPOSED + 3
const OTHERS = PROPOSED + 4

/** A crew that has a label now. */
export interface Labelled {
  one: Placed
  ranked: Ranked | undefined
}

/**
 * The crews that have a label, the most important first: whoever is in distress or looked at, those proposed, those
 * something is wrong with, those at work, and near by everyone.
 */
export function labelled(
  placed: readonly Placed[],
  state: ScreenState,
  { now, near }: Pick<TagOptions, 'now' | 'near'>,
): readonly Labelled[] {
  const ranks = ranksOf(state)
  const byOrder: Labelled[][] = Array.from({ length: OTHERS + 1 }, () => [])
  for (const one of placed) {
    const ranked = ranks.get(one.mark.id)
    const order = orderOf(one, ranked, state.lookedAt, { now, near })
    if (order !== null) byOrder[order]?.push({ one, ranked })
  }
  return byOrder.flat()
}

/**
 * The labels of the crews that are `seen` on the map, and of what other posts look at. Only those that are asked for are
 * made: where there is room for eighty, ten thousand are not.
 */
export function* tagMarks(
  crews: readonly Labelled[],
  options: TagOptions,
  selections: readonly Selection[],
  seen: (one: Placed) => boolean,
): Generator<TagMark> {
  for (const { one, ranked } of crews) if (seen(one)) yield tagMark(one, ranked, options)
  yield* postTags(selections)
}

function ranksOf(state: ScreenState): ReadonlyMap<string, Ranked> {
  const ranks = new Map<string, Ranked>()
  const diversion = diversionToShow(state)
  if (diversion !== null) ranks.set(diversion.crewId, { rank: 'D', seconds: diversion.seconds })
  for (const [index, { crewId, seconds }] of proposalsToShow(state).entries())
    ranks.set(crewId, { rank: index + 1, seconds })
  return ranks
}

/** The place of a crew's label among the others; null where it has none. */
function orderOf(
  { row, mark }: Placed,
  ranked: Ranked | undefined,
  lookedAt: string | null,
  { now, near }: Pick<TagOptions, 'now' | 'near'>,
): number | null {
  const tone = toneOf(row, mark, now)
  if (tone === 'distress' || mark.id === lookedAt) return FIRST
  if (ranked !== undefined) return ranked.rank === 'D' ? PROPOSED + 1 : ranked.rank
  if (tone !== 'plain') return UNUSUAL
  if (row.current !== null) return ENGAGED
  return near ? OTHERS : null
}

/** The label of one crew. */
function tagMark({ row, mark, at }: Placed, ranked: Ranked | undefined, options: TagOptions): TagMark {
  const tone = toneOf(row, mark, options.now)
  return {
    id: mark.id,
    at,
    offset: mark.onTicket ? ON_TICKET.offset : [0, 0],
    gap: tone === 'distress' ? 2 * GAP : GAP,
    dimmed: mark.dimmed,
    callSign: unbroken(mark.callSign),
    rank: ranked?.rank ?? null,
    fact: factOf(row, mark, tone, ranked?.seconds, options),
    tone,
  }
}

/** Who else looks at a ticket. */
function postTags(all: readonly Selection[]): TagMark[] {
  return all.flatMap(({ lon, lat, radius, post }): TagMark[] =>
    post === null
      ? []
      : [
          {
            id: `post ${post}`,
            at: () => ({ lon, lat }),
            offset: [0, 0],
            gap: radius + 5,
            callSign: unbroken(post),
            rank: null,
            fact: null,
            tone: 'post',
            dimmed: false,
          },
        ],
  )
}

function toneOf(row: CrewRow, { appearance }: CrewMark, now: number): TagMark['tone'] {
  if (appearance === 'distress') return 'distress'
  if (appearance === 'stale') return 'stale'
  return isOverdue(row, now) ? 'overdue' : 'plain'
}

function factOf(
  row: CrewRow,
  { age, doubt }: CrewMark,
  tone: TagMark['tone'],
  seconds: number | undefined,
  { now, words }: TagOptions,
): string | null {
  if (seconds !== undefined) return duration(seconds)
  if (tone === 'overdue' && row.silence !== null)
    return `${words.crews.silent} ${roughDuration((now - row.silence.since) / 1000)}`
  return doubt > 0 ? roughDuration(age) : null
}

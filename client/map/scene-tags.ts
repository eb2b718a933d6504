import type { LonLat } from '../../shared/geo.ts'
import { PROPOSED } from '../../shared/nearest-crew/rank.ts'
import { duration, roughDuration, unbroken } from '../../shared/typography.ts'
import { ON_TICKET } from '../layers/crew-layer.ts'
import type { CrewMark, Selection } from '../layers/rows.ts'
import { type CrewRow, isOverdue } from '../store/crew-row.ts'
import type { ScreenState } from '../store/screen-store.ts'
import type { Words } from '../words/fr.ts'
import { diversionToShow, proposalsToShow } from './scene-lines.ts'

/** A label beside a crew on the map, or beside what another post looks at. */
export interface TagMark {
  id: string
  /** Its crew glides: ask where it is drawn. */
  crewId: string | null
  at: LonLat
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
  /** Lower is placed first when there is no room for all. */
  order: number
}

/** Space between a crew and its label, in px. */
const GAP = 14

/** What labels depend on beside the crews. */
interface TagOptions {
  /** Server instant, ms since 1970. */
  now: number
  /** Near enough that every crew has its tag. */
  near: boolean
  words: Words
}

/** The label of one crew, where it has one now. */
export function tagMark(
  row: CrewRow,
  mark: CrewMark | undefined,
  state: ScreenState,
  options: TagOptions,
): TagMark[] {
  if (mark === undefined) return []
  const proposals = proposalsToShow(state)
  const diversion = diversionToShow(state)
  const index = proposals.findIndex(({ crewId }) => crewId === mark.id)
  const diverted = diversion?.crewId === mark.id
  const rank = index >= 0 ? index + 1 : diverted ? 'D' : null
  const tone = toneOf(row, mark, options.now)
  const lookedAt = state.lookedAt === mark.id
  const shown = rank !== null || row.current !== null || tone !== 'plain' || options.near || lookedAt
  if (!shown) return []
  const seconds = diverted ? diversion.seconds : proposals[index]?.seconds
  return [
    {
      id: mark.id,
      crewId: mark.id,
      at: mark,
      offset: mark.onTicket ? ON_TICKET.offset : [0, 0],
      gap: tone === 'distress' ? 2 * GAP : GAP,
      dimmed: mark.dimmed,
      callSign: unbroken(mark.callSign),
      rank,
      fact: factOf(row, mark, tone, rank === null ? undefined : seconds, options),
      tone,
      order:
        tone === 'distress' || lookedAt
          ? 0
          : rank !== null
            ? placeOf(rank)
            : tone !== 'plain'
              ? 7
              : row.current !== null
                ? 8
                : 9,
    },
  ]
}

/** Proposed crews are labelled in their order, then the one to be diverted. */
function placeOf(rank: number | 'D'): number {
  return rank === 'D' ? PROPOSED + 1 : rank
}

/** Who else looks at a ticket. */
export function postTags(all: readonly Selection[]): TagMark[] {
  return all.flatMap(({ lon, lat, radius, post }): TagMark[] =>
    post === null
      ? []
      : [
          {
            id: `post ${post}`,
            crewId: null,
            at: { lon, lat },
            offset: [0, 0],
            gap: radius + 5,
            callSign: unbroken(post),
            rank: null,
            fact: null,
            tone: 'post',
            dimmed: false,
            order: 10,
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

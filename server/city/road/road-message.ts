import type { LonLat } from '../../../shared/geo.ts'
import type { Travel } from '../../../shared/nearest-crew/rank.ts'
import type { Leg } from './driven-legs.ts'
import type { Corrections, SpeedSum } from './learned-speeds.ts'
import type { ReachAsked, StreetReach } from './road-times.ts'
import type { Closure } from './street-closures.ts'
import type { Located, Route } from './travel-times.ts'

/** What the thread of road times is asked, and what it answers to each. */
interface Exchanges {
  nearest: {
    asked: { ticket: LonLat; crews: readonly Located[]; k: number; maxSeconds: number }
    answer: Travel[]
  }
  matrix: { asked: { crews: readonly Located[]; tickets: readonly LonLat[] }; answer: Float32Array }
  route: { asked: { crew: Located; ticket: LonLat }; answer: Route | null }
  reach: { asked: { reach: ReachAsked }; answer: StreetReach }
  close: { asked: { closure: Closure }; answer: number }
  reopen: { asked: { closureId: string }; answer: boolean }
  correct: { asked: { corrections: Corrections }; answer: undefined }
  observe: { asked: { legs: readonly Leg[] }; answer: SpeedSum[] }
}
export type Subject = keyof Exchanges
export type Asked<S extends Subject> = Exchanges[S]['asked']
export type AnswerTo<S extends Subject> = Exchanges[S]['answer']

/** To the thread. Answers name the question's `id`. */
export type Question = { [S in Subject]: { id: number; subject: S } & Asked<S> }[Subject]

/** From the thread: once, that its network stands; then an answer to each question, in order but for `reach`. */
export type Message =
  | { kind: 'ready'; version: string }
  | { kind: 'answer'; id: number; answer: unknown; dataVersion: string }
  | { kind: 'failed'; id: number; error: Error }

/** What the thread is started with. */
export interface RoadWorkerData {
  databaseUrl: string
}

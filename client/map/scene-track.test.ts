import { describe, expect, it } from 'vitest'
import { crewId, NOW } from '../../shared/test-board.ts'
import { doingSchema, type Track } from '../../shared/track.ts'
import { screen } from '../store/screen-store.ts'
import { spotMark, trackMarks } from './scene-track.ts'

const line: Track['legs'][number]['line'] = [
  [1.44, 43.6],
  [1.45, 43.61],
]
const answer: Track = {
  crewId: crewId(1),
  from: NOW,
  until: NOW,
  legs: doingSchema.options.map((doing) => ({ doing, line })),
  stops: [{ lon: 1.44, lat: 43.6, from: NOW, to: NOW, place: 'Rue des Lois' }],
  entries: [],
}
const track = { subject: { crewId: crewId(1) }, state: 'shown' as const, answer }

describe('a crew’s day on the map', () => {
  it('[FC-8] has the colour of what it did, and a mark where it stood', () => {
    const { tracks, stops } = trackMarks({ ...screen.getState(), track, lookedAt: crewId(1) })
    expect(tracks.map(({ appearance }) => appearance)).toEqual([
      'stale',
      'free',
      'sent',
      'acknowledged',
      'en_route',
      'on_scene',
      'secured',
      'on_break',
      'unavailable',
      'distress',
    ])
    expect(tracks[0]?.path).toBe(line)
    expect(trackMarks({ ...screen.getState(), track, lookedAt: crewId(1) }).tracks).toBe(tracks)
    expect(stops).toEqual([{ lon: 1.44, lat: 43.6 }])
  })

  it('[FC-8] is never drawn for another crew than the one that is looked at', () => {
    const nothing = { tracks: [], stops: [] }
    expect(trackMarks({ ...screen.getState(), track, lookedAt: crewId(2) })).toEqual(nothing)
    expect(trackMarks({ ...screen.getState(), track: null, lookedAt: crewId(1) })).toEqual(nothing)
    expect(
      trackMarks({ ...screen.getState(), track: { ...track, answer: null }, lookedAt: crewId(1) }),
    ).toEqual(nothing)
  })

  it('[FC-8] marks the place that a line of the day points at', () => {
    expect(spotMark(screen.getState())).toEqual([])
    expect(spotMark({ ...screen.getState(), spot: { lon: 1.44, lat: 43.6 } })).toMatchObject([
      { lon: 1.44, lat: 43.6, post: null },
    ])
  })
})

import { afterEach, expect, it } from 'vitest'
import { aBoard, aCrew, anAssignment, aTicket, NOISE, NOW, published } from '../../shared/test-board.ts'
import { positions } from '../store/positions.ts'
import { screen } from '../store/screen-store.ts'
import { aFrame } from '../store/test-frame.ts'
import { fr } from '../words/fr.ts'
import { Scenes } from './scene.ts'
import { labelled, tagMarks } from './scene-tags.ts'

const board = aBoard([aTicket(1), aTicket(2)], [aCrew(1), aCrew(2), aCrew(3)], [anAssignment(1, 'en_route')])
const state = { ...screen.getState(), board, catalogues: published(NOISE) }

afterEach(() => positions.forgetAll())

function frame(at: number, ...crews: [crew: number, lon: number][]): void {
  positions.take(aFrame(at, ...crews.map(([crew, lon]) => ({ crew, lon }))))
}

function sceneAt(scenes: Scenes, now: number, given: Partial<typeof state> = {}) {
  return scenes.of({ ...state, ...given }, { now, pageNow: now / 1000, trails: true, metresPerPixel: 5 })
}

it('[ML-1] gives the same marks for the same board and choice, whatever moves', () => {
  const scenes = new Scenes(true)
  frame(NOW, [1, 1.41], [2, 1.42])
  const before = sceneAt(scenes, NOW)
  frame(NOW + 250, [1, 1.4101])
  const after = sceneAt(scenes, NOW + 250)
  for (const part of ['tickets', 'closures', 'lines', 'tracks', 'stops', 'selections'] as const)
    expect(after[part], part).toBe(before[part])
  expect(after.crews.marks).toBe(before.crews.marks)
  expect(sceneAt(scenes, NOW + 10_000).tickets).toBe(before.tickets)
})

it('[ML-1] gives other marks for another board or choice', () => {
  const scenes = new Scenes(true)
  const before = sceneAt(scenes, NOW)
  const chosen = sceneAt(scenes, NOW, { selected: aTicket(1).id })
  expect(chosen.tickets).not.toBe(before.tickets)
  expect(chosen.selections).toHaveLength(1)
  const changed = sceneAt(scenes, NOW, { board: aBoard([aTicket(3)]) })
  expect(changed.tickets.map(({ id }) => id)).toEqual([aTicket(3).id])
})

it('[ML-4] reads the ends of trails again only where a step was added', () => {
  const scenes = new Scenes(true)
  const scene = (second: number) => {
    frame(NOW + second * 1_000, [1, 1.41 + second / 1e4])
    return sceneAt(scenes, NOW + second * 1_000).trails
  }
  const [first, second, third, sixth] = [0, 1, 3, 6].map(scene)
  expect(second?.ends).toBe(first?.ends)
  expect(second?.steps).toBe(first?.steps)
  expect(third?.ends.from[0]).toBe(1.41)
  expect(sixth?.ends).not.toBe(third?.ends)
  expect(sixth?.ends.from[0]).toBeCloseTo(1.4103, 9)
  expect(sixth?.steps.added).toBe(1)
})

it('[ML-5] ends a trail where its crew is drawn, behind where it is known to be', () => {
  const scenes = new Scenes(true)
  for (const second of [0, 3, 6, 7, 8]) {
    frame(NOW + second * 1_000, [1, 1.41 + second / 1e4])
    sceneAt(scenes, NOW + second * 1_000)
  }
  const { crews, trails } = sceneAt(scenes, NOW + 8_000)
  const [drawn = 0, known = 0, lastStep = 0] = [crews.moved.from[0], crews.moved.to[0], trails?.ends.from[0]]
  expect(lastStep).toBeLessThan(drawn)
  expect(drawn).toBeLessThan(known)
  const [begun = 0] = trails?.steps.rows ?? []
  expect([begun, trails?.steps.rows[2]]).toEqual([1.41, lastStep])
})

it('[ML-6] makes labels only as they are asked for, the most important first', () => {
  const scenes = new Scenes(true)
  frame(NOW, [1, 1.41], [2, 1.42], [3, 1.43])
  const { placed, selections } = sceneAt(scenes, NOW)
  const options = { now: NOW, near: true, words: fr }
  const looking = { ...state, lookedAt: aCrew(3).id }
  const all = () => tagMarks(labelled(placed, looking, options), options, selections, () => true)
  expect([...all()].map(({ id }) => id)).toEqual([aCrew(3).id, aCrew(1).id, aCrew(2).id])
  expect(all().next().value?.id).toBe(aCrew(3).id)
  const far = labelled(placed, looking, { ...options, near: false })
  expect(far.map(({ one }) => one.mark.id)).toEqual([aCrew(3).id, aCrew(1).id])
  expect([...tagMarks(far, options, [], ({ at }) => at(NOW / 1000).lon < 1.42)]).toHaveLength(1)
})

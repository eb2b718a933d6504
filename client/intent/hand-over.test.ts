import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { aBoard, aCrew, crewId, NOW, noteId } from '../../shared/test-board.ts'
import { screen } from '../store/screen-store.ts'
import { readHandOver } from './hand-over.ts'

const written = (number: number) => ({ id: noteId(number), at: NOW, by: 'ALPHA 1', text: `mot ${number}` })
const left = (number: number) => ({ at: NOW, noteId: noteId(number), takenAt: null })
const show = (number: number) =>
  screen.setState({ board: aBoard([], [aCrew(1, { handOver: left(number) })]), handOverNote: null })

/** What the server is asked, each to be answered in its turn. */
let asked: ((note: object | null) => void)[]
beforeEach(() => {
  asked = []
  vi.stubGlobal('fetch', () => new Promise((settle) => asked.push((note) => settle(Response.json({ note })))))
})
afterEach(() => vi.unstubAllGlobals())

it('[SH-13] what a team left is read again where another note was written meanwhile', async () => {
  show(1)
  readHandOver(crewId(1))
  show(2)
  readHandOver(crewId(1))
  asked[0]?.(written(1))
  await vi.waitFor(() => expect(asked).toHaveLength(2))
  expect(screen.getState().handOverNote).toBeNull()
  asked[1]?.(written(2))
  await vi.waitFor(() => expect(screen.getState().handOverNote?.note).toEqual(written(2)))
})

import { expect, it } from 'vitest'
import { actsEnded, undoable } from './undoable.ts'

it('[C-15] an undo waits for what it undoes, were that to fail, and for nothing else', async () => {
  const said: string[] = []
  let answer = () => {}
  const act = undoable(async () => {
    await new Promise<void>((settle) => {
      answer = settle
    })
    said.push('sent')
    return 7
  })
  const failing = undoable(() => Promise.reject(new Error('refused'))).catch(() => said.push('failed'))
  const undone = actsEnded().then(() => said.push('undone'))
  await failing
  expect(said).toEqual(['failed'])
  answer()
  expect(await act).toBe(7)
  await undone
  expect(said).toEqual(['failed', 'sent', 'undone'])
  await actsEnded()
})

import { expect, it } from 'vitest'
import { HeadingMemory } from './heading-memory.ts'

it('[V-27] trusts a heading above 1 m/s, keeps it for a minute, then draws the crew still', () => {
  const headings = new HeadingMemory()
  expect(headings.of('a', 90, 0.4, 0)).toBeNull()
  expect(headings.of('a', 90, 8, 10)).toBe(90)
  expect(headings.of('a', 200, 0.2, 30)).toBe(90)
  expect(headings.of('a', null, 0, 69.9)).toBe(90)
  expect(headings.of('a', null, 0, 70)).toBeNull()
})

it('[V-27] trusts a heading whose device tells no speed', () => {
  expect(new HeadingMemory().of('a', 45, null, 0)).toBe(45)
})

it('[V-27] forgets those that are no longer there', () => {
  const headings = new HeadingMemory()
  headings.of('a', 90, 8, 0)
  headings.keep(new Set())
  expect(headings.of('a', null, 0, 1)).toBeNull()
})

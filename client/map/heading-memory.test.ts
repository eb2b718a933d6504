import { expect, it } from 'vitest'
import { HeadingMemory } from './heading-memory.ts'

it('[V-27] trusts a heading above 1 m/s, keeps it for a minute, then draws the crew still', () => {
  const headings = new HeadingMemory()
  expect(headings.of(90, 0.4, 0)).toBeNull()
  expect(headings.of(90, 8, 10)).toBe(90)
  expect(headings.of(200, 0.2, 30)).toBe(90)
  expect(headings.of(null, 0, 69.9)).toBe(90)
  expect(headings.of(null, 0, 70)).toBeNull()
})

it('[V-27] trusts a heading whose device tells no speed', () => {
  expect(new HeadingMemory().of(45, null, 0)).toBe(45)
})

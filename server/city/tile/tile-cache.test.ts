import { expect, it } from 'vitest'
import { TileCache } from './tile-cache.ts'

it('[MT-13] keeps as many bytes as it was given, and drops what was asked for longest ago', () => {
  const cache = new TileCache(3_000)
  const tile = () => Buffer.alloc(1_000)
  cache.set('a', tile())
  cache.set('b', tile())
  expect(cache.get('a')).toHaveLength(1_000)
  cache.set('c', tile())
  expect(cache.get('b')).toBeUndefined()
  expect(cache.get('a')).toBeDefined()
  expect(cache.get('c')).toBeDefined()
})

it('[MT-13] counts what is empty, replaces what it has, and keeps nothing larger than itself', () => {
  const cache = new TileCache(1_000)
  for (let index = 0; index < 100; index++) cache.set(`tile ${index}`, Buffer.alloc(0))
  expect(cache.get('tile 0')).toBeUndefined()
  cache.set('tile 99', Buffer.alloc(10))
  expect(cache.get('tile 99')).toHaveLength(10)
  cache.set('huge', Buffer.alloc(2_000))
  expect(cache.get('huge')).toBeUndefined()
})

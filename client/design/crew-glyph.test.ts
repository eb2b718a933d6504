import { expect, it } from 'vitest'
import { themes } from '../../shared/catalogue/service.ts'
import { keysOf } from '../../shared/keys-of.ts'
import { crewShapes, isPointed } from './crew-glyph.ts'
import { ticketFigure } from './glyph.ts'
import { type CrewAppearance, crewInk } from './palette.ts'

const appearances = keysOf(crewInk)
/** What is left of a mark in greyscale: its outlines, filled or hollow, dashed or not. */
const shapeOf = (appearance: CrewAppearance) =>
  JSON.stringify(
    crewShapes(appearance, false).map((shape) =>
      'path' in shape ? [shape.path, shape.fill !== undefined, shape.dash] : shape.text,
    ),
  )

it('[V-12] tells every state of a crew by its shape alone; an old position looks as acknowledged, but greyer', () => {
  const shapes = appearances.filter((appearance) => appearance !== 'stale').map(shapeOf)
  expect(new Set(shapes).size).toBe(shapes.length)
  expect(crewInk.stale).not.toBe(crewInk.acknowledged)
})

it('[V-13] never gives a crew the figure of a ticket of the same size', () => {
  const figures = new Set(themes.flatMap((theme) => [7, 8, 9.5, 11, 12].map((r) => ticketFigure(theme, r))))
  for (const appearance of appearances) {
    const [first] = crewShapes(appearance, false)
    if (first !== undefined && 'path' in first && first.fill !== undefined)
      expect(figures.has(first.path), appearance).toBe(false)
  }
})

it('[V-14] parts each of its strokes from the map by 2.5 px on either side', () => {
  expect(crewShapes('free', true)[0]).toMatchObject({ stroke: 'ml', width: 5 })
  expect(crewShapes('on_break', true)[0]).toMatchObject({ stroke: 'ml', width: 6.8 })
})

it('[V-15] turns only what points', () => {
  expect(appearances.filter(isPointed)).toEqual(['free', 'sent', 'acknowledged', 'en_route', 'stale'])
})

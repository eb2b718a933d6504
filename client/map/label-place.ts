/** A box on the screen, in px. */
export interface Box {
  left: number
  top: number
  right: number
  bottom: number
}

/** The side of its mark on which a label stands. */
export type Side = 'right' | 'left'

interface Anchor {
  x: number
  y: number
  /** Space between the middle of the mark and the label. */
  gap: number
}

interface Surroundings {
  /** Width of the map. */
  width: number
  /** Labels already placed: never covered. */
  taken: readonly Box[]
  /** Marks that had better not be covered. */
  avoided: Boxes
}

/** In px: a label has few such cells. */
const CELL = 64

/** Many boxes, of which few are near any label. */
export class Boxes {
  private readonly cells = new Map<number, Box[]>()

  constructor(boxes: readonly Box[]) {
    for (const box of boxes) for (const cell of cellsOf(box)) this.at(cell).push(box)
  }

  /** True where one of them meets `box`. */
  meet(box: Box): boolean {
    return cellsOf(box).some((cell) => this.cells.get(cell)?.some((other) => overlap(box, other)) ?? false)
  }

  private at(cell: number): Box[] {
    const known = this.cells.get(cell) ?? []
    this.cells.set(cell, known)
    return known
  }
}

/** Screens are far less than a hundred thousand cells high. */
function cellsOf({ left, top, right, bottom }: Box): number[] {
  const cells: number[] = []
  for (let column = Math.floor(left / CELL); column * CELL < right; column += 1)
    for (let row = Math.floor(top / CELL); row * CELL < bottom; row += 1) cells.push(1e5 * column + row)
  return cells
}

/**
 * Where a label goes: on the right of its mark; on the left at the edge, or where it would cover something; back to the
 * side it had, where both would do. Undefined when it would cover another label on both. All in px.
 */
export function freeBox(
  anchor: Anchor,
  size: { width: number; height: number },
  had: Side | null,
  { width, taken, avoided }: Surroundings,
): { box: Box; side: Side } | undefined {
  const sides: Side[] = had === 'left' ? ['left', 'right'] : ['right', 'left']
  const choices = sides
    .map((side) => ({ side, box: boxOn(side, anchor, size) }))
    .filter(({ box }) => box.right <= width && box.left >= 0)
    .filter(({ box }) => !taken.some((other) => overlap(box, other)))
  return choices.find(({ box }) => !avoided.meet(box)) ?? choices[0]
}

function boxOn(side: Side, { x, y, gap }: Anchor, { width, height }: { width: number; height: number }): Box {
  const left = side === 'right' ? x + gap : x - gap - width
  return { left, top: y - height / 2, right: left + width, bottom: y + height / 2 }
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
}

import type { LonLat } from '../../shared/geo.ts'
import type { CityMap } from './city-map.ts'
import { type Box, freeBox, type Side } from './label-place.ts'
import type { TagMark } from './scene-tags.ts'

/** More labels than this would hide the map they label. */
const MOST = 80

interface Drawn {
  element: HTMLElement
  /** Of the element, in px; measured once for each text. */
  width: number
  height: number
  /** Where it stood last: it goes back there, so that labels do not hop while crews pass each other. */
  side: Side | null
}

/** The labels beside crews: page elements over the map, so that they have the page's own type. */
export class Tags {
  private readonly drawn = new Map<string, Drawn>()
  private marks: readonly TagMark[] = []

  constructor(
    private readonly container: HTMLElement,
    private readonly map: CityMap,
  ) {}

  set(marks: readonly TagMark[]): void {
    this.marks = [...marks].sort((a, b) => a.order - b.order)
    const ids = new Set(marks.map(({ id }) => id))
    for (const [id, { element }] of this.drawn) {
      if (ids.has(id)) continue
      element.remove()
      this.drawn.delete(id)
    }
    for (const mark of this.marks) write(this.drawnOf(mark.id), mark)
  }

  /**
   * Puts every label beside its crew; those that would cover a more important one are hidden. `pointOf` tells where a
   * gliding crew is drawn; `marks` are places that a label had better not cover.
   */
  place(pointOf: (crewId: string) => LonLat | undefined, marks: readonly LonLat[]): void {
    const taken: Box[] = []
    const { clientWidth: width, clientHeight: height } = this.container
    const avoided = marks.map((mark) => around(this.map.project(mark)))
    for (const mark of this.marks) {
      const drawn = this.drawnOf(mark.id)
      const point = this.map.project((mark.crewId === null ? undefined : pointOf(mark.crewId)) ?? mark.at)
      const anchor = { x: point.x + mark.offset[0], y: point.y + mark.offset[1], gap: mark.gap }
      const seen = inside(anchor, width, height) && taken.length < MOST
      const found = seen ? freeBox(anchor, measure(drawn), drawn.side, { width, taken, avoided }) : undefined
      drawn.element.style.visibility = found === undefined ? 'hidden' : 'visible'
      if (found === undefined) continue
      drawn.side = found.side
      taken.push(found.box)
      drawn.element.style.transform = `translate(${Math.round(found.box.left)}px, ${Math.round(found.box.top)}px)`
    }
  }

  private drawnOf(id: string): Drawn {
    const known = this.drawn.get(id)
    if (known !== undefined) return known
    const element = document.createElement('div')
    element.setAttribute('aria-hidden', 'true')
    this.container.append(element)
    const drawn = { element, width: 0, height: 0, side: null }
    this.drawn.set(id, drawn)
    return drawn
  }
}

function inside({ x, y }: { x: number; y: number }, width: number, height: number): boolean {
  return x >= 0 && y >= 0 && x <= width && y <= height
}

const TICKET_PX = 16

function around({ x, y }: { x: number; y: number }): Box {
  return { left: x - TICKET_PX, top: y - TICKET_PX, right: x + TICKET_PX, bottom: y + TICKET_PX }
}

function measure(drawn: Drawn): Drawn {
  if (drawn.width === 0) {
    drawn.width = drawn.element.offsetWidth
    drawn.height = drawn.element.offsetHeight
  }
  return drawn
}

function write(drawn: Drawn, { callSign, rank, fact, tone, dimmed }: TagMark): void {
  const { element } = drawn
  const text = `${rank ?? ''}|${callSign}|${fact ?? ''}|${tone}|${dimmed}`
  if (element.dataset.text === text) return
  element.dataset.text = text
  drawn.width = 0
  element.className = `tag ${tone}${rank === 1 ? ' first' : ''}${dimmed ? ' dimmed' : ''}`
  const part = (className: string, content: string) => {
    const span = document.createElement('span')
    span.className = className
    span.textContent = content
    return span
  }
  element.replaceChildren(
    ...(rank === null ? [] : [part('tag-rank num', String(rank))]),
    part(tone === 'post' ? 'tag-post' : 'call-sign', callSign),
    ...(fact === null ? [] : [part('tag-fact num', fact)]),
  )
}

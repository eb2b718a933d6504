import type { LonLat } from '../../shared/geo.ts'
import type { CityMap } from './city-map.ts'
import { type Box, Boxes, freeBox, type Side } from './label-place.ts'
import type { TagMark } from './scene-tags.ts'

/** More labels than this would hide the map they label. */
const MOST = 80

interface Drawn {
  element: HTMLElement
  /** What it says, as one string. */
  text: string
  /** Of the element, in px; measured once for each text. */
  width: number
  height: number
  /** Where it stood last: it goes back there, so that labels do not hop while crews pass each other. */
  side: Side | null
  /** Where it is, in px; null while it is hidden. */
  at: { left: number; top: number } | null
}

/** A label that has a place beside its mark. */
interface Placed {
  mark: TagMark
  drawn: Drawn
  /** From the point that is marked to the upper left of the label, in px. */
  right: number
  down: number
}

/** The labels beside crews: page elements over the map, so that they have the page's own type. */
export class Tags {
  private readonly drawn = new Map<string, Drawn>()
  private placed: readonly Placed[] = []
  private avoided = new Boxes([])
  /** What is written on the map for good: never covered. */
  private written: readonly Box[] = []
  /** Of the map, in px: asking the page each time would have it laid out each time. */
  private size = { width: 0, height: 0 }

  constructor(
    private readonly container: HTMLElement,
    private readonly map: CityMap,
  ) {}

  /** What labels had better not cover, from now on, where the map is now and as large as it is. */
  avoid(places: readonly LonLat[]): void {
    this.size = { width: this.container.clientWidth, height: this.container.clientHeight }
    this.written = [...(this.container.parentElement?.querySelectorAll<HTMLElement>(WRITTEN) ?? [])].map(
      boxOf,
    )
    const project = this.map.projection()
    this.avoided = new Boxes(places.map((place) => around(project(place))))
  }

  /**
   * Shows the labels that have room, the first of `marks` first; asks for no more than that. `now` in seconds since the page
   * began, as below.
   */
  choose(marks: Iterable<TagMark>, now: number): void {
    const { avoided, size, written } = this
    const { width, height } = size
    const project = this.map.projection()
    const tried = new Set<string>()
    const taken: Box[] = [...written]
    const placed: Placed[] = []
    for (const mark of marks) {
      const point = project(mark.at(now))
      const anchor = { x: point.x + mark.offset[0], y: point.y + mark.offset[1], gap: mark.gap }
      if (!inside(anchor, width, height)) continue
      tried.add(mark.id)
      const drawn = this.write(mark)
      const found = freeBox(anchor, measure(drawn), drawn.side, { width, taken, avoided })
      if (found === undefined) {
        hide(drawn)
        continue
      }
      drawn.side = found.side
      taken.push(found.box)
      placed.push({ mark, drawn, right: found.box.left - point.x, down: found.box.top - point.y })
      if (placed.length === MOST) break
    }
    this.placed = placed
    this.dropBut(tried)
    this.follow(now)
  }

  /** Keeps every label beside its crew, which glides, and on a map that moves. */
  follow(now: number): void {
    const project = this.map.projection()
    for (const { mark, drawn, right, down } of this.placed) {
      const { x, y } = project(mark.at(now))
      show(drawn, Math.round(x + right), Math.round(y + down))
    }
  }

  private dropBut(kept: ReadonlySet<string>): void {
    for (const [id, { element }] of this.drawn) {
      if (kept.has(id)) continue
      element.remove()
      this.drawn.delete(id)
    }
  }

  private write(mark: TagMark): Drawn {
    const known = this.drawn.get(mark.id)
    if (known !== undefined) return write(known, mark)
    const element = document.createElement('div')
    element.setAttribute('aria-hidden', 'true')
    element.style.visibility = 'hidden'
    this.container.append(element)
    const drawn = { element, text: '', width: 0, height: 0, side: null, at: null }
    this.drawn.set(mark.id, drawn)
    return write(drawn, mark)
  }
}

function inside({ x, y }: { x: number; y: number }, width: number, height: number): boolean {
  return x >= 0 && y >= 0 && x <= width && y <= height
}

/** The scale, the north and the credit, beside the labels in the page. */
const WRITTEN = '.map-scale, .map-north, .map-credit'

function boxOf({ offsetLeft, offsetTop, offsetWidth, offsetHeight }: HTMLElement): Box {
  return {
    left: offsetLeft,
    top: offsetTop,
    right: offsetLeft + offsetWidth,
    bottom: offsetTop + offsetHeight,
  }
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

function hide(drawn: Drawn): void {
  if (drawn.at === null) return
  drawn.at = null
  drawn.element.style.visibility = 'hidden'
}

function show(drawn: Drawn, left: number, top: number): void {
  const { at, element } = drawn
  if (at?.left === left && at.top === top) return
  element.style.transform = `translate(${left}px, ${top}px)`
  if (at === null) element.style.visibility = 'visible'
  drawn.at = { left, top }
}

function write(drawn: Drawn, { callSign, rank, fact, tone, dimmed }: TagMark): Drawn {
  const { element } = drawn
  const text = `${rank ?? ''}|${callSign}|${fact ?? ''}|${tone}|${dimmed}`
  if (drawn.text === text) return drawn
  drawn.text = text
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
  return drawn
}

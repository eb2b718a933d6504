import type { CityMap } from './city-map.ts'
import type { TagMark } from './scene.ts'

const GAP = 14
const HEIGHT = 20
/** More labels than this would hide the map they label. */
const MOST = 80

interface Box {
  left: number
  top: number
  right: number
  bottom: number
}

/** The labels beside crews: page elements over the map, so that they have the page's own type. */
export class Tags {
  private readonly elements = new Map<string, HTMLElement>()
  private marks: readonly TagMark[] = []

  constructor(
    private readonly container: HTMLElement,
    private readonly map: CityMap,
  ) {}

  set(marks: readonly TagMark[]): void {
    this.marks = [...marks].sort((a, b) => a.order - b.order)
    const ids = new Set(marks.map(({ id }) => id))
    for (const [id, element] of this.elements) {
      if (ids.has(id)) continue
      element.remove()
      this.elements.delete(id)
    }
    for (const mark of this.marks) write(this.elementOf(mark.id), mark)
    this.place()
  }

  /** Puts every label beside its crew; those that would cover a more important one are hidden. */
  place(): void {
    const taken: Box[] = []
    const { clientWidth } = this.container
    for (const mark of this.marks) {
      const element = this.elementOf(mark.id)
      const { x, y } = this.map.project(mark.at)
      const seen = this.map.contains({ x, y }) && taken.length < MOST
      const box = seen ? this.freeBox(x, y, element.offsetWidth, clientWidth, taken) : undefined
      element.style.visibility = box === undefined ? 'hidden' : 'visible'
      if (box === undefined) continue
      taken.push(box)
      element.style.transform = `translate(${Math.round(box.left)}px, ${Math.round(box.top)}px)`
    }
  }

  private freeBox(
    x: number,
    y: number,
    width: number,
    clientWidth: number,
    taken: readonly Box[],
  ): Box | undefined {
    const top = y - HEIGHT / 2
    const rightwards = { left: x + GAP, top, right: x + GAP + width, bottom: top + HEIGHT }
    const leftwards = { left: x - GAP - width, top, right: x - GAP, bottom: top + HEIGHT }
    const choices = rightwards.right > clientWidth ? [leftwards] : [rightwards, leftwards]
    return choices.find((box) => !taken.some((other) => overlap(box, other)))
  }

  private elementOf(id: string): HTMLElement {
    const known = this.elements.get(id)
    if (known !== undefined) return known
    const element = document.createElement('div')
    element.setAttribute('aria-hidden', 'true')
    this.container.append(element)
    this.elements.set(id, element)
    return element
  }
}

function write(element: HTMLElement, { callSign, rank, fact, tone }: TagMark): void {
  const text = `${rank ?? ''}|${callSign}|${fact ?? ''}|${tone}`
  if (element.dataset.text === text) return
  element.dataset.text = text
  element.className = `tag ${tone}${rank === 1 ? ' first' : ''}`
  const part = (className: string, content: string) => {
    const span = document.createElement('span')
    span.className = className
    span.textContent = content
    return span
  }
  element.replaceChildren(
    ...(rank === null ? [] : [part('tag-rank num', String(rank))]),
    part('call-sign', callSign),
    ...(fact === null ? [] : [part('tag-fact num', fact)]),
  )
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
}

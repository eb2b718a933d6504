import type { Arcs } from './turn-states.ts'

/**
 * The largest set of states each of which can be reached from each other (Tarjan, without recursion): 1 for those in it.
 * A way between two of them never leaves it, so the rest can go: streets one could enter and never leave, or the reverse.
 */
export function largestStrongComponent({ states, tail, head }: Arcs): Uint8Array {
  const { start, order } = groupBy(tail, states)
  const component = strongComponents(states, start, order, head)
  const size = new Int32Array(states)
  let main = 0
  for (const one of component) {
    size[one] = (size[one] ?? 0) + 1
    if ((size[one] ?? 0) > (size[main] ?? 0)) main = one
  }
  return Uint8Array.from(component, (one) => (one === main ? 1 : 0))
}

/** Counting sort: `order` lists the places of `keys` key by key, those of key k from `start[k]` to `start[k + 1]`. */
export function groupBy(keys: Int32Array, count: number): { start: Int32Array; order: Int32Array } {
  const start = new Int32Array(count + 1)
  for (const key of keys) start[key + 1] = (start[key + 1] ?? 0) + 1
  for (let key = 0; key < count; key++) start[key + 1] = (start[key + 1] ?? 0) + (start[key] ?? 0)
  const next = start.slice()
  const order = new Int32Array(keys.length)
  for (const [place, key] of keys.entries()) {
    order[next[key] ?? 0] = place
    next[key] = (next[key] ?? 0) + 1
  }
  return { start, order }
}

function strongComponents(
  states: number,
  start: Int32Array,
  order: Int32Array,
  head: Int32Array,
): Int32Array {
  const component = new Int32Array(states).fill(-1)
  const index = new Int32Array(states).fill(-1)
  const low = new Int32Array(states)
  const nextArc = start.slice(0, states)
  const open: number[] = []
  const path: number[] = []
  let visited = 0
  let components = 0
  const enter = (state: number) => {
    index[state] = low[state] = visited++
    open.push(state)
    path.push(state)
  }
  const leave = (state: number) => {
    path.pop()
    const parent = path.at(-1)
    if (parent !== undefined) low[parent] = Math.min(low[parent] ?? 0, low[state] ?? 0)
    if (low[state] !== index[state]) return
    for (let member = open.pop(); member !== undefined; member = open.pop()) {
      component[member] = components
      if (member === state) break
    }
    components++
  }
  for (let root = 0; root < states; root++) {
    if (index[root] !== -1) continue
    enter(root)
    for (let state = path.at(-1); state !== undefined; state = path.at(-1)) {
      const arc = nextArc[state] ?? 0
      if (arc >= (start[state + 1] ?? 0)) {
        leave(state)
        continue
      }
      nextArc[state] = arc + 1
      const reached = head[order[arc] ?? 0] ?? 0
      if (index[reached] === -1) enter(reached)
      else if (component[reached] === -1) low[state] = Math.min(low[state] ?? 0, index[reached] ?? 0)
    }
  }
  return component
}

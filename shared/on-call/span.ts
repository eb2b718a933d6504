import { type Instant, instant } from '../instant.ts'

/** From an instant, that one included, until another, that one not. */
export interface Span {
  from: Instant
  until: Instant
}

/** Spans in order, joined where they meet or overlap; empty ones are dropped. */
export function joined(spans: readonly Span[]): Span[] {
  const result: Span[] = []
  const ordered = spans.filter(({ from, until }) => from < until).sort((a, b) => a.from - b.from)
  for (const { from, until } of ordered) {
    const last = result.at(-1)
    if (last === undefined || from > last.until) result.push({ from, until })
    else if (until > last.until) result[result.length - 1] = { from: last.from, until }
  }
  return result
}

/** What none of `spans` covers of `within`, in order. */
export function uncovered(within: Span, spans: readonly Span[]): Span[] {
  const result: Span[] = []
  let { from } = within
  for (const covered of joined(spans)) {
    const until = instant(Math.min(covered.from, within.until))
    if (from < until) result.push({ from, until })
    if (covered.until > from) from = covered.until
  }
  if (from < within.until) result.push({ from, until: within.until })
  return result
}

/** What two spans have in common; null where that is nothing. */
export function common(one: Span, other: Span): Span | null {
  const from = instant(Math.max(one.from, other.from))
  const until = instant(Math.min(one.until, other.until))
  return from < until ? { from, until } : null
}

export function holds({ from, until }: Span, at: Instant): boolean {
  return from <= at && at < until
}

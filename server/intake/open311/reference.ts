const PATTERN = /^([A-Z]{2,5})-(\d{4})-(\d{6,9})$/

/** The id of a request as other systems know it: « TLS-2026-002041 » for ticket 2041 received in 2026. */
export function requestReference(prefix: string, year: number, ticketNumber: number): string {
  return `${prefix}-${year}-${String(ticketNumber).padStart(6, '0')}`
}

/** The ticket's number in such an id of one of these towns; undefined for anything else. */
export function ticketNumberIn(reference: string, prefixes: readonly string[]): number | undefined {
  const match = PATTERN.exec(reference)
  return match?.[1] !== undefined && prefixes.includes(match[1]) ? Number(match[3]) : undefined
}

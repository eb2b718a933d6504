import type { Instant } from '../../../shared/instant.ts'
import type { Span } from '../../../shared/on-call/span.ts'

/** One entry of a calendar. An entry with the `uid` of an older one takes its place. */
export interface CalendarEntry extends Span {
  uid: string
  summary: string
}

/**
 * A calendar as a file of RFC 5545: instants in UTC, so that no time zone has to be described; lines folded at 75 octets,
 * ended by CRLF. `name` is what programs call it, `at` when it was made.
 */
export function icalendar(entries: readonly CalendarEntry[], name: string, at: Instant): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Vigie//Astreinte//FR',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escaped(name)}`,
    ...entries.flatMap(({ uid, from, until, summary }) => [
      'BEGIN:VEVENT',
      `UID:${uid}`,
      `DTSTAMP:${utc(at)}`,
      `DTSTART:${utc(from)}`,
      `DTEND:${utc(until)}`,
      `SUMMARY:${escaped(summary)}`,
      // Whoever is on call may do something else meanwhile.
      'TRANSP:TRANSPARENT',
      'END:VEVENT',
    ]),
    'END:VCALENDAR',
  ]
  return lines.map((line) => `${folded(line)}\r\n`).join('')
}

function utc(at: Instant): string {
  return new Date(at).toISOString().replace(/[-:]|\.\d{3}/g, '')
}

function escaped(text: string): string {
  return text.replace(/[\\;,]/g, '\\$&').replaceAll('\n', '\\n')
}

const LONGEST = 75

/** No line is longer than 75 octets, and none begins in the middle of a character. */
function folded(line: string): string {
  let result = ''
  let octets = 0
  for (const character of line) {
    const size = Buffer.byteLength(character)
    if (octets + size > LONGEST) {
      result += '\r\n '
      octets = 1
    }
    result += character
    octets += size
  }
  return result
}

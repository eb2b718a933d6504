import { DAY, type Instant, instant } from '../../../shared/instant.ts'
import type { Jurisdiction } from '../../../shared/jurisdiction.ts'
import type { RequestFilter, Span } from '../../read/requests.ts'
import { instantIn } from './datetime.ts'
import { type Open311Error, Open311Refusal } from './errors.ts'
import { type Fields, quoted, several, single } from './fields.ts'

/** The longest time that a list may span, and the most it holds: the standard's own limits. */
const LONGEST_SPAN = 90 * DAY
const MOST_ROWS = 1_000
const MOST_A_PAGE = 500
const USUAL_PAGE = 50

export interface Page {
  limit: number
  offset: number
}

/** What a `GET requests` asks for, from its query. Throws an `Open311Refusal` with every problem. */
export function listQuery(
  fields: Fields,
  jurisdiction: Jurisdiction | null,
  now: Instant,
): { filter: RequestFilter; page: Page } {
  const errors: Open311Error[] = []
  const received = spanOf(fields, 'start_date', 'end_date', errors)
  const changed = spanOf(fields, 'updated_after', 'updated_before', errors)
  const serviceCodes = several(fields, 'service_code')
  const statuses = several(fields, 'status')
  for (const status of statuses)
    if (status !== 'open' && status !== 'closed')
      errors.push({ code: 400, description: `status ${quoted(status)} must be open or closed.` })
  const page = pageOf(fields, errors)
  if (errors.length > 0) throw new Open311Refusal(errors)
  return {
    filter: {
      received: received ?? (changed === null ? lastSpan(now) : null),
      changed,
      serviceCodes: serviceCodes.length === 0 ? null : serviceCodes,
      open: statuses.length === 1 ? statuses[0] === 'open' : null,
      jurisdiction,
    },
    page,
  }
}

/** The time that a `GET servicerequestupdates` asks for: the last day where it does not say. */
export function updatesQuery(fields: Fields, now: Instant): { span: Span; page: Page } {
  const errors: Open311Error[] = []
  const span = spanOf(fields, 'start_date', 'end_date', errors)
  const page = pageOf(fields, errors)
  if (errors.length > 0) throw new Open311Refusal(errors)
  return { span: span ?? { from: instant(now - DAY), until: now }, page }
}

const lastSpan = (now: Instant): Span => ({ from: instant(Math.max(0, now - LONGEST_SPAN)), until: now })

/** Null where neither end is given; one alone reaches as far as a list may. */
function spanOf(fields: Fields, first: string, last: string, errors: Open311Error[]): Span | null {
  const from = endOf(fields, first, errors)
  const until = endOf(fields, last, errors)
  if (from === undefined && until === undefined) return null
  const span = {
    from: from ?? instant(Math.max(0, (until ?? 0) - LONGEST_SPAN)),
    until: until ?? instant((from ?? 0) + LONGEST_SPAN),
  }
  if (span.until < span.from) errors.push({ code: 400, description: `${last} comes before ${first}.` })
  if (span.until - span.from > LONGEST_SPAN)
    errors.push({ code: 400, description: `From ${first} to ${last} it is 90 days at most.` })
  return span
}

function endOf(fields: Fields, name: string, errors: Open311Error[]): Instant | undefined {
  const text = single(fields, name, errors)
  if (text === undefined) return undefined
  const at = instantIn(text)
  if (at === undefined)
    errors.push({
      code: 400,
      description: `${name} ${quoted(text)} must be a date and time with its offset, such as 2026-11-24T22:05:00Z.`,
    })
  return at
}

/** Without a page, as much as the standard lets a list hold; with one, fifty unless it says how many. */
function pageOf(fields: Fields, errors: Open311Error[]): Page {
  const page = whole(fields, 'page', 100_000, errors)
  const size = whole(fields, 'page_size', MOST_A_PAGE, errors)
  if (page === undefined && size === undefined) return { limit: MOST_ROWS, offset: 0 }
  const limit = size ?? USUAL_PAGE
  return { limit, offset: ((page ?? 1) - 1) * limit }
}

function whole(fields: Fields, name: string, most: number, errors: Open311Error[]): number | undefined {
  const text = single(fields, name, errors)
  if (text === undefined) return undefined
  const number = /^\d{1,6}$/.test(text) ? Number(text) : 0
  if (number >= 1 && number <= most) return number
  errors.push({ code: 400, description: `${name} ${quoted(text)} must be a whole number, 1 to ${most}.` })
  return undefined
}

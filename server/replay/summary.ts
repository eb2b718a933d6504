import type { Ledger } from './ledger.ts'
import type { Rejection } from './map-row.ts'
import type { Reconciliation } from './reconcile.ts'

/** Rejected rows shown where a report file has them all. */
const SHOWN = 20

export interface Summarised {
  ledger: Ledger
  tickets: number
  toLocate: number
  closed: number
  leftOpen: readonly string[]
  /** Null where the server could not be asked. */
  found: Reconciliation | null
  /** Rows accepted that have a unit. */
  movements: number
  /** Why the replay ended early, null where it did not. */
  stopped: string | null
  /** The file that has every rejected row; undefined shows them all here. */
  report: string | undefined
}

/** The reconciliation in words, and whether it holds: every row accounted for, every accepted one on the server. */
export function summarise(summarised: Summarised): { text: string; balanced: boolean } {
  const { ledger, tickets, found, movements, stopped } = summarised
  const { read, accepted, rejected, unfinished } = ledger
  const sum = accepted.length + rejected.length + unfinished.length
  const balanced =
    sum === read &&
    (unfinished.length === 0 || stopped !== null) &&
    found !== null &&
    found.problems.length === 0 &&
    found.tickets === tickets &&
    found.movements === movements
  const rows = [
    line('rows read', read),
    line('accepted', accepted.length, 'the server acknowledged all that they ask for'),
    line('rejected', rejected.length),
    ...(stopped === null ? [] : [line('not finished', unfinished.length, stopped)]),
    line('tickets acknowledged', tickets, `of which ${summarised.toLocate} to locate`),
    line('tickets found', found?.tickets ?? 0, 'asked of the server, one by one'),
    ...(movements === 0
      ? []
      : [
          line('units found', found?.movements ?? 0, `of ${movements} accepted rows with a unit`),
          line('tickets closed', summarised.closed, 'after their last unit'),
        ]),
  ]
  const equation = stopped === null ? 'accepted + rejected' : 'accepted + rejected + not finished'
  const verdict = balanced
    ? `Reconciled: read = ${equation} (${read} = ${sum}), and the server has every accepted row.`
    : `NOT RECONCILED: ${read} read, ${sum} accounted for${found === null ? '; the server could not be asked' : ''}.`
  const text = [
    ...rejectedLines(rejected, summarised.report),
    ...titled('Why', countReasons(rejected)),
    ...titled('Left open', summarised.leftOpen),
    ...titled('Not on the server', found?.problems ?? []),
    ...rows,
    verdict,
    '',
  ].join('\n')
  return { text, balanced }
}

function line(name: string, count: number, note = ''): string {
  return `  ${name.padEnd(22)} ${String(count).padStart(7)}  ${note}`.trimEnd()
}

function titled(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`${title}:`, ...lines.map((one) => `  ${one}`), '']
}

function rejectedLines(rejected: readonly Rejection[], report: string | undefined): string[] {
  const shown = report === undefined ? rejected : rejected.slice(0, SHOWN)
  const more = rejected.length - shown.length
  return titled('Rejected', [
    ...shown.map(({ line, reason }) => `line ${line}: ${reason}`),
    ...(more > 0 ? [`… and ${more} more in ${report}`] : []),
  ])
}

/** How many rows each kind of reason rejected, the most frequent first. */
function countReasons(rejected: readonly Rejection[]): string[] {
  const counts = new Map<string, number>()
  for (const { reason } of rejected) {
    const kind = reason
      .replace(/"[^"]*"/g, '"…"')
      .replace(/\b[A-Z]{2,5}-\d{4}-\d{6,9}\b|\bF-\d+|-?\d+\.\d+/g, '…')
      .replace(/line \d+/, 'line …')
      .replace(/: \S+ is (still|not|at)/, ': … is $1')
    counts.set(kind, (counts.get(kind) ?? 0) + 1)
  }
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([reason, count]) => `${String(count).padStart(6)}  ${reason}`)
}

/** The rejected rows as CSV. */
export function rejectedCsv(rejected: readonly Rejection[]): string {
  const rows = rejected.map(({ line, reason }) => `${line},"${reason.replaceAll('"', '""')}"\n`)
  return `line,reason\n${rows.join('')}`
}

/** A bar of reports, filled as far as they are tickets; `most` is what the whole width stands for. */
export function TwoTone({ reports, tickets, most }: { reports: number; tickets: number; most: number }) {
  const width = (count: number) => `${(count / Math.max(1, most)) * 100}%`
  return (
    <svg className="two-tone" aria-hidden="true" focusable="false">
      <rect className="bar-reports" width={width(reports)} height="100%" />
      <rect className="bar-tickets" width={width(tickets)} height="100%" />
    </svg>
  )
}

/** What the two tones of bars say. */
export function TwoToneKey({ reports, tickets }: { reports: string; tickets: string }) {
  return (
    <p className="two-tone-key">
      <i className="tickets" /> {tickets} <i className="reports" /> {reports}
    </p>
  )
}

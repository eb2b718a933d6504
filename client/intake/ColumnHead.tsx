/** What a column asks, its rank in the call, and its key. */
export function ColumnHead({ rank, title, hint }: { rank: number | null; title: string; hint: string }) {
  return (
    <header className="intake-head">
      <h2>
        {rank !== null && <i aria-hidden="true">{rank}</i>} {title}
      </h2>
      <span className="caption">{hint}</span>
    </header>
  )
}

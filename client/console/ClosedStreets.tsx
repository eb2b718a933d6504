import { type Closure, pointsOf } from '../../shared/closure/closure.ts'
import type { LonLat } from '../../shared/geo.ts'
import { clockTime } from '../design/format.ts'
import { newestFirst, openStreet } from '../intent/closure.ts'
import { useScreen } from '../react/use-screen.ts'
import { usePreferences, useWords } from '../react/use-words.ts'

interface ClosedStreetsProps {
  onShow(points: readonly LonLat[]): void
}

/** What is closed: why, until when, by whom; each can be seen on the map, and opened. */
export function ClosedStreets({ onShow }: ClosedStreetsProps) {
  const words = useWords().closure
  const closures = useScreen((state) => state.board.closures)
  return (
    <section className="closed-streets" aria-label={words.list}>
      <h2>{words.list}</h2>
      {closures.size === 0 && <p>{words.empty}</p>}
      <ul>
        {newestFirst(closures.values()).map((closure) => (
          <ClosedStreet key={closure.id} closure={closure} onShow={onShow} />
        ))}
      </ul>
    </section>
  )
}

function ClosedStreet({ closure, onShow }: { closure: Closure } & ClosedStreetsProps) {
  const words = useWords().closure
  const { locale } = usePreferences()
  const timeZone = useScreen((state) => state.city?.timeZone ?? 'UTC')
  const { id, reason, until, closedBy, shape } = closure
  const show = () => onShow(pointsOf(shape).map(([lon, lat]) => ({ lon, lat })))
  return (
    <li>
      <button type="button" className="closed-street" aria-label={words.show(reason)} onClick={show}>
        <b>{reason}</b>
        <span className="caption">
          {until === null ? words.noEnd : words.until(clockTime(until, timeZone, locale))},{' '}
          {words.by(closedBy)}
        </span>
      </button>
      <button
        type="button"
        className="button"
        aria-label={words.openWhich(reason)}
        onClick={() => openStreet(id)}
      >
        {words.open}
      </button>
    </li>
  )
}

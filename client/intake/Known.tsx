import type { LonLat } from '../../shared/geo.ts'
import { SECOND } from '../../shared/instant.ts'
import { AROUND_DAYS, AROUND_METRES, type Around } from '../../shared/protocol/intake.ts'
import { ticketReference } from '../../shared/ticket/ticket.ts'
import { roughDuration } from '../../shared/typography.ts'
import { domainWords } from '../../shared/words.ts'
import { Icon } from '../design/Icon.tsx'
import { fetchAround } from '../feed/intake.ts'
import { KnownList } from '../panels/KnownPlace.tsx'
import { useAnswer } from '../react/use-answer.ts'
import { useKnownAt } from '../react/use-known-at.ts'
import { useNow } from '../react/use-now.ts'
import { useScreen } from '../react/use-screen.ts'
import { usePreferences, useWords } from '../react/use-words.ts'
import { nearTo } from '../store/near.ts'
import { servicesInForce } from '../store/screen-store.ts'
import { ColumnHead } from './ColumnHead.tsx'
import { NearTickets } from './NearTickets.tsx'

/** What is known already where the caller is: what is open, what is dangerous, what was asked for of late. */
export function Known({ place }: { place: LonLat | null }) {
  const words = useWords().intake.known
  const known = useKnownAt(place)
  const tickets = useScreen((state) => state.board.tickets)
  const near = nearTo(place, tickets.values(), AROUND_METRES)
  const around = useAnswer(place && `${place.lon} ${place.lat}`, aroundOf)
  const answer = around.state === 'come' ? around.answer : null
  const nothing = answer?.total === 0 && near.length === 0 && known.length === 0
  return (
    <section className="intake-known" aria-label={words.title} aria-busy={around.state === 'asking'}>
      <ColumnHead rank={null} title={words.title} hint={words.scope(AROUND_METRES, AROUND_DAYS)} />
      {place === null && <p className="intake-none">{words.awaits}</p>}
      <NearTickets place={place} />
      <KnownList known={known} />
      {answer !== null && answer.total > 0 && <History around={answer} />}
      {around.state === 'failed' && <p className="intake-none">{words.failed}</p>}
      {nothing && <p className="intake-none">{words.nothing}</p>}
    </section>
  )
}

const aroundOf = (key: string, signal: AbortSignal) => {
  const [lon = 0, lat = 0] = key.split(' ').map(Number)
  return fetchAround({ lon, lat }, signal)
}

/** How much was asked for here in the last days, of what, and how the last of it ended. */
function History({ around: { total, types, perDay, ended } }: { around: Around }) {
  const words = useWords().intake.known
  const { locale } = usePreferences()
  const now = useNow()
  const services = useScreen(servicesInForce)
  const nameOf = (code: string) => services.find((service) => service.code === code)?.name[locale] ?? code
  const named = types
    .slice(0, 3)
    .map(({ serviceCode, count }) => `${count} ${nameOf(serviceCode).toLowerCase()}`)
  const last = ended[0]
  const busiest = Math.max(1, ...perDay)
  return (
    <div className="intake-history">
      <Icon name="clock" />
      <p>
        <b className="num">{words.demands(total, AROUND_DAYS)}</b>
        <span>{words.types(named)}</span>
        {last !== undefined && (
          <span>
            {words.ended(
              ticketReference(last),
              domainWords[locale].ticket[last.status],
              roughDuration(Math.max(0, now - last.receivedAt) / SECOND),
            )}
          </span>
        )}
      </p>
      <svg
        viewBox={`0 0 ${AROUND_DAYS * 4} 32`}
        width={96}
        height={32}
        role="img"
        aria-label={words.perDay(busiest)}
      >
        {perDay.map((count, day) => (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: a day has its place
            key={day}
            x={day * 4}
            width={3}
            y={32 - barOf(count, busiest)}
            height={barOf(count, busiest)}
            className={count === busiest ? 'busiest' : undefined}
          />
        ))}
      </svg>
    </div>
  )
}

function barOf(count: number, busiest: number): number {
  return count === 0 ? 1 : Math.max(4, (32 * count) / busiest)
}

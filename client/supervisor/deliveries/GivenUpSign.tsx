import { mayMendDeliveries } from '../../../shared/authority.ts'
import { Icon } from '../../design/Icon.tsx'
import { Count } from '../../react/Count.tsx'
import { useScreen } from '../../react/use-screen.ts'
import { useWords } from '../../react/use-words.ts'
import { useGivenUp } from './use-given-up.ts'

/** How much was given up, for whoever answers for it; nothing where nothing was. */
export function GivenUpSign() {
  const { deliveries: words } = useWords()
  const isAllowed = useScreen(({ session }) => session !== null && mayMendDeliveries(session.role))
  const changed = useScreen(
    ({ recent }) =>
      recent.find(
        ({ event }) =>
          'handedAt' in event || event.type === 'call_not_delivered' || event.type === 'call_abandoned',
      )?.seq ?? 0,
  )
  const count = useGivenUp(isAllowed, changed).list?.jobs.length ?? 0
  if (count === 0) return null
  return (
    <a
      className="given-up-sign"
      href="/supervisor/deliveries"
      target="vigie-figures"
      aria-label={words.count(count)}
      title={words.count(count)}
    >
      <Icon name="warning" /> <Count of={count} />
    </a>
  )
}

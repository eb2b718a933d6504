import type { FoundAddress } from '../../shared/protocol/place.ts'
import { ticketReference } from '../../shared/ticket/ticket.ts'
import { unbroken } from '../../shared/typography.ts'
import { Icon } from '../design/Icon.tsx'
import { useScreen } from '../react/use-screen.ts'
import { usePreferences, useWords } from '../react/use-words.ts'
import type { Found } from './find.ts'

interface FoundRowProps {
  id: string
  found: Found
  active: boolean
  onChoose(): void
}

/** One thing that the line may mean. */
export function FoundRow({ id, found, active, onChoose }: FoundRowProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the focus, and its keys
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={active}
      className="command-row"
      onClick={onChoose}
    >
      {found.kind === 'address' ? <AddressText address={found.address} /> : <FoundText found={found} />}
    </div>
  )
}

/** Its name, where that is, and what it is: « Rue des Lois · Capitole · voie ». */
export function AddressText({ address: { kind, label, municipality, district } }: { address: FoundAddress }) {
  const words = useWords()
  const cityName = useScreen((state) => state.city?.name)
  const where = [municipality === cityName ? null : municipality, district?.short, words.command.kinds[kind]]
  return (
    <span className="command-address">
      <Icon name="locate" />
      <span className="ellipsis">{label}</span>
      <span className="caption">{where.filter((part) => part != null).join(' · ')}</span>
    </span>
  )
}

function FoundText({ found }: { found: Exclude<Found, { kind: 'address' }> }) {
  const words = useWords()
  const { locale } = usePreferences()
  const catalogues = useScreen((state) => state.catalogues)
  switch (found.kind) {
    case 'crew':
      return (
        <>
          <span className="caption">{words.command.crew}</span>{' '}
          <span className="call-sign">{unbroken(found.crew.callSign)}</span>
        </>
      )
    case 'ticket':
      return (
        <>
          <span className="caption">{ticketReference(found.ticket)}</span>{' '}
          {catalogues.serviceOf(found.ticket)?.name[locale]}
          <span className="caption"> · {found.ticket.address}</span>
        </>
      )
    case 'duty':
      return (
        <>
          <span className="caption">{words.radio.by}</span>{' '}
          <span className="call-sign">{unbroken(found.crew.callSign)}</span> {words.radio.duty[found.action]}
        </>
      )
    case 'dispatch':
      return <b>{words.command.dispatch(unbroken(found.crew.callSign), ticketReference(found.ticket))}</b>
  }
}

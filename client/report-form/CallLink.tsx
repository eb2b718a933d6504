import { Icon } from '../design/Icon.tsx'

/** Calls a number at a touch. */
export function CallLink({ number, label }: { number: string; label: string }) {
  return (
    <a className="report-call" href={`tel:${number}`}>
      <Icon name="phone" size={20} /> {label}
    </a>
  )
}

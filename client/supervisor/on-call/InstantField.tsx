interface InstantFieldProps {
  label: string
  /** What the clocks of the city show, as `toLocalInput` writes it. */
  value: string
  onChange(value: string): void
}

/** A day and an hour. */
export function InstantField({ label, value, onChange }: InstantFieldProps) {
  return (
    <label>
      {label}
      <input
        className="field num"
        type="datetime-local"
        required
        value={value}
        onChange={({ target }) => onChange(target.value)}
      />
    </label>
  )
}

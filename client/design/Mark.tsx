/** The mark of the product: someone watching. */
export function Mark({ size = 20 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 20 20" fill="none" aria-hidden="true" focusable="false">
      <path
        d="M10 2.5A7.500 7.500 0 1 0 17.500 10"
        stroke="currentColor"
        strokeWidth={2.6}
        strokeLinecap="round"
      />
      <circle cx={10} cy={10} r={3} fill="currentColor" />
    </svg>
  )
}

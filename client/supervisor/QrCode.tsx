import { useEffect, useState } from 'react'
import { enrolmentLink } from '../../shared/enrolment.ts'
import { useWords } from '../react/use-words.ts'
import { pathOf } from './qr-path.ts'

/** The QR code of an enrolment link, dark on white in both themes: cameras want it so. */
export function QrCode({ code }: { code: string }) {
  const { devices } = useWords()
  const [squares, setSquares] = useState<readonly (readonly boolean[])[]>([])
  useEffect(() => {
    const link = enrolmentLink(location.origin, code)
    import('qr').then(({ encodeQR }) => setSquares(encodeQR(link, 'raw', { ecc: 'medium', border: 4 })))
  }, [code])
  return (
    <svg
      className="qr-code"
      role="img"
      aria-label={devices.qr}
      viewBox={`0 0 ${squares.length} ${squares.length}`}
    >
      <path d={pathOf(squares)} />
    </svg>
  )
}

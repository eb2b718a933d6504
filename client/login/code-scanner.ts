import { codeIn } from '../../shared/enrolment.ts'

/** The browser's own reader of codes; where there is none, the device's camera opens the link by itself. */
declare global {
  interface Window {
    BarcodeDetector?: new (options: {
      formats: string[]
    }) => {
      detect(source: Camera): Promise<{ rawValue: string }[]>
    }
  }
}

/** Where a page shows what a camera sees: a `video` element. */
type Camera = Pick<HTMLVideoElement, 'srcObject' | 'play'>

const LOOK_EVERY_MS = 250

export function canScan(): boolean {
  return window.BarcodeDetector !== undefined && navigator.mediaDevices !== undefined
}

/**
 * Shows the camera in `video` and calls `onCode` with the code of the first enrolment link that it sees. Rejects where
 * there is no camera, or it is refused. Stops with `signal`.
 */
export async function scanCode(
  video: Camera,
  onCode: (code: string) => void,
  signal: AbortSignal,
): Promise<void> {
  if (window.BarcodeDetector === undefined) throw new Error('This browser reads no codes.')
  const detector = new window.BarcodeDetector({ formats: ['qr_code'] })
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } })
  try {
    video.srcObject = stream
    await video.play()
    while (!signal.aborted) {
      const seen = await detector.detect(video).catch(() => [])
      const code = seen.map(({ rawValue }) => codeIn(rawValue)).find((one) => one !== null)
      if (code != null && !signal.aborted) return onCode(code)
      await new Promise((again) => setTimeout(again, LOOK_EVERY_MS))
    }
  } finally {
    for (const track of stream.getTracks()) track.stop()
  }
}

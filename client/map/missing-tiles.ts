import { AJAXError, type ErrorEvent, type Map as MapLibre } from 'maplibre-gl'

const FIRST_MS = 5_000
const LONGEST_MS = 60_000

/**
 * Asks again, ever later, for the tiles of `source` that did not come while the server could not be reached: a hole in
 * the map must not stay until someone moves it. What is no matter of the network is told. Returns what stops it.
 */
export function retryMissingTiles(map: MapLibre, source: string): () => void {
  let timer: ReturnType<typeof setTimeout> | null = null
  let waitMs = FIRST_MS
  let failedAt = 0
  const failed = ({ error }: ErrorEvent) => {
    // biome-ignore lint/suspicious/noConsole: a fault in a style or a layer is ours to see
    if (!(error instanceof AJAXError)) return console.error(error)
    const now = Date.now()
    if (now - failedAt > 2 * LONGEST_MS) waitMs = FIRST_MS
    failedAt = now
    timer ??= setTimeout(() => {
      timer = null
      waitMs = Math.min(LONGEST_MS, 2 * waitMs)
      map.refreshTiles(source)
    }, waitMs)
  }
  map.on('error', failed)
  return () => {
    map.off('error', failed)
    if (timer !== null) clearTimeout(timer)
  }
}

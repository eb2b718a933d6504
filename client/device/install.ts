import { Workbox } from 'workbox-window'

const LOOK_EVERY_MS = 60 * 60_000

/**
 * Puts this application on the device, so that it begins without a network; `onUpdate` is given what changes to a newer
 * version once that is there too. A page that has just been opened changes at once. Returns what stops looking.
 */
export function install(onUpdate: (take: () => void) => void): () => void {
  if (!('serviceWorker' in navigator)) return () => {}
  const worker = new Workbox('/service-worker.js')
  const take = () => {
    worker.addEventListener('controlling', () => location.reload())
    worker.messageSkipWaiting()
  }
  worker.addEventListener('waiting', ({ wasWaitingBeforeRegister }) => {
    if (wasWaitingBeforeRegister) take()
    else onUpdate(take)
  })
  worker.register().catch(() => {})
  const looking = setInterval(() => worker.update().catch(() => {}), LOOK_EVERY_MS)
  return () => clearInterval(looking)
}

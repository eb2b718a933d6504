/** Reads now, then every `everyMs` while the page is seen, and when it is seen again; what it returns ends that. */
export function keepRenewing(read: () => void, everyMs: number): () => void {
  const renew = () => {
    if (document.visibilityState === 'visible') read()
  }
  read()
  const timer = setInterval(renew, everyMs)
  document.addEventListener('visibilitychange', renew)
  return () => {
    clearInterval(timer)
    document.removeEventListener('visibilitychange', renew)
  }
}

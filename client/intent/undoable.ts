const underWay = new Set<Promise<unknown>>()

/** Runs an act that can be undone once it was answered; an undo that is asked for meanwhile waits for it. */
export async function undoable<T>(act: () => Promise<T>): Promise<T> {
  const running = act()
  underWay.add(running)
  try {
    return await running
  } finally {
    underWay.delete(running)
  }
}

/** Settles when every act that was under way has ended, well or not. */
export async function actsEnded(): Promise<void> {
  await Promise.allSettled([...underWay])
}

import { createStore } from 'zustand/vanilla'
import type { QueuedPhotograph } from '../feed/photograph-queue.ts'

/** A photograph that this device has and the server has not, with an address of its picture on this page. */
export interface ShownPhotograph extends Omit<QueuedPhotograph, 'picture'> {
  url: string
}

export const keptPhotographs = createStore<{ photographs: readonly ShownPhotograph[] }>(() => ({
  photographs: [],
}))

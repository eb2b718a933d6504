import { useStore } from 'zustand'
import { useShallow } from 'zustand/react/shallow'
import { type ScreenState, screen } from '../store/screen-store.ts'

/** Reads a part of the screen's state; the component renders again when that part is another one. */
export function useScreen<T>(select: (state: ScreenState) => T): T {
  return useStore(screen, select)
}

/** As `useScreen`, for a part made anew each time, compared by its members. */
export function useScreenShallow<T>(select: (state: ScreenState) => T): T {
  return useStore(screen, useShallow(select))
}

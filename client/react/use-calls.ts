import { useStore } from 'zustand'
import { type CallsState, calls } from '../store/calls-store.ts'

/** Reads a part of the calls in hand. */
export function useCalls<T>(select: (state: CallsState) => T): T {
  return useStore(calls, select)
}

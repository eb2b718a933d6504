import { useEffect, useState } from 'react'
import type { DeviceView } from '../../shared/protocol/session.ts'
import { fetchDevices } from '../feed/devices.ts'
import { ApiError } from '../feed/session.ts'

const AGAIN_MS = 2_000

export interface Devices {
  /** Null until the list has come. */
  list: readonly DeviceView[] | null
  /** The list that is shown could not be read anew. */
  failed: boolean
  refresh(): Promise<void>
}

/** The devices as they are now, asked again every two seconds while they are looked at. */
export function useDevices(): Devices {
  const [list, setList] = useState<Devices['list']>(null)
  const [failed, setFailed] = useState(false)
  const refresh = async () => {
    try {
      setList(await fetchDevices())
      setFailed(false)
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      setFailed(true)
    }
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: one timer for as long as the list is looked at
  useEffect(() => {
    refresh()
    const timer = setInterval(refresh, AGAIN_MS)
    return () => clearInterval(timer)
  }, [])
  return { list, failed, refresh }
}

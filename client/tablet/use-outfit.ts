import { useEffect, useState } from 'react'
import type { Crew } from '../../shared/crew/crew.ts'
import type { Outfit, VehicleCode } from '../../shared/crew/outfit.ts'
import { fetchVehiclesOut } from '../feed/session.ts'

const AGAIN_MS = 5_000

export interface OutfitChoice {
  outfit: Outfit
  change(outfit: Outfit): void
  /** The call sign of the other crew that has a vehicle, as far as this device was told. */
  holderOf(vehicle: VehicleCode): string | null
}

/** What a crew takes with it, beginning with what it has or had the last time. */
export function useOutfit(crew: Crew): OutfitChoice {
  const { members, vehicle, equipment, callSign } = crew
  const [outfit, change] = useState<Outfit>({ members, vehicle, equipment })
  const out = useVehiclesOut()
  const holderOf = (code: VehicleCode) => {
    const holder = out.get(code) ?? null
    return holder === callSign ? null : holder
  }
  return { outfit, change, holderOf }
}

/** The vehicles that are out, and with whom; what was told last where there is no network. */
function useVehiclesOut(): ReadonlyMap<VehicleCode, string> {
  const [out, setOut] = useState<ReadonlyMap<VehicleCode, string>>(new Map())
  useEffect(() => {
    let gone = false
    const read = async () => {
      const found = await fetchVehiclesOut().catch(() => null)
      if (found !== null && !gone) setOut(found)
    }
    read()
    const timer = setInterval(read, AGAIN_MS)
    return () => {
      gone = true
      clearInterval(timer)
    }
  }, [])
  return out
}

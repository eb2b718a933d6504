import { z } from 'zod'
import type { Service } from './catalogue/service.ts'
import { MINUTE, SECOND } from './instant.ts'

/** What was learned of interventions: their median in seconds, and of how many. */
const learnedSchema = z.object({ seconds: z.int().positive(), interventions: z.int().positive() })

/** How long it takes, from when somebody is there, until a type's spot is safe, and until it is over; null: not known. */
export const usualTimeSchema = z.object({
  serviceCode: z.string(),
  secured: learnedSchema.nullable(),
  ended: learnedSchema.nullable(),
})
export type UsualTime = z.infer<typeof usualTimeSchema>

/** By the code of the type. */
export type UsualTimes = ReadonlyMap<string, UsualTime>

/** How long something usually takes, in milliseconds; learned of so many interventions, or null: as the catalogue says. */
export interface Usual {
  duration: number
  learnedOf: number | null
}

/** Learned of the last so many interventions of a type, in the last days, where there are at least so many. */
export const LEARNED = { most: 200, days: 365, least: 12 }

/** How long somebody who is there usually needs to make a spot safe; of an unknown type, nothing. */
export function usualToSecure(service: Service | undefined, times: UsualTimes): Usual {
  return usualOf('secured', service, times)
}

/** How long somebody is usually there. */
export function usualStay(service: Service | undefined, times: UsualTimes): Usual {
  return usualOf('ended', service, times)
}

function usualOf(what: 'secured' | 'ended', service: Service | undefined, times: UsualTimes): Usual {
  const learned = service && times.get(service.code)?.[what]
  return learned == null
    ? { duration: (service?.usualMinutesOnScene ?? 0) * MINUTE, learnedOf: null }
    : { duration: learned.seconds * SECOND, learnedOf: learned.interventions }
}

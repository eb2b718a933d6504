import { z } from 'zod'

const shownSchema = z.object({
  accounts: z.array(z.object({ userName: z.string(), password: z.string(), role: z.string() })),
  apiKey: z.string().optional(),
})
export type ShownDemonstration = z.infer<typeof shownSchema>

/** What a server tells everyone when it is a demonstration; null when it is not. Throws where it does not answer. */
export async function askDemonstration(url: string): Promise<ShownDemonstration | null> {
  const response = await fetch(new URL('/api/demonstration', url), { signal: AbortSignal.timeout(10_000) })
  return response.ok ? shownSchema.parse(await response.json()) : null
}

/** The demonstration's own key for Open311, null where there is none to be had. */
export async function demonstrationKey(url: string): Promise<string | null> {
  const shown = await askDemonstration(url).catch(() => null)
  return shown?.apiKey ?? null
}

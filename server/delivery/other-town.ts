import { plainText } from '../../shared/text.ts'
import { type Answered, exchange, type Unanswered } from './exchange.ts'
import type { OtherTown } from './partners.ts'

const MOST_BYTES = 4_000_000

/** Asks another town's GeoReport server, once; `path` is what follows its address. */
export function askTown(
  { url, inside }: OtherTown,
  method: 'GET' | 'POST',
  path: string,
  timeoutMs: number,
  { key, form, mostBytes = MOST_BYTES }: { key?: string; form?: URLSearchParams; mostBytes?: number } = {},
): Promise<Answered | Unanswered> {
  return exchange({
    target: new URL(`${url}/${path}`),
    method,
    headers: {
      ...(form !== undefined && { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' }),
      ...(key !== undefined && { 'idempotency-key': key }),
    },
    body: form?.toString() ?? '',
    mayBeInside: inside,
    timeoutMs,
    mostBytes,
  })
}

/** Who asks, and of which town: some servers, such as another Vigie, ask it of whoever reads as well. */
export function identityOf({ apiKey, jurisdictionId }: OtherTown): Record<string, string> {
  return { api_key: apiKey, ...(jurisdictionId !== undefined && { jurisdiction_id: jurisdictionId }) }
}

/** Their code for a type of ours. */
export function codeOf({ serviceCode, serviceCodes }: OtherTown, own: string): string {
  return serviceCodes[own] ?? serviceCode
}

/** Null where it is no JSON. */
export function jsonIn({ text }: Answered): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** A reference of theirs that can stand anywhere; null where there is none. */
export function harmless(reference: string | null | undefined): string | null {
  return (
    plainText(reference ?? '')
      .slice(0, 60)
      .trim() || null
  )
}

/** To the second: some servers refuse fractions. */
export function dateOf(at: number): string {
  return new Date(at).toISOString().replace(/\.\d+Z$/, 'Z')
}

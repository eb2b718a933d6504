/** One error as GeoReport v2 tells it; `code` is the HTTP status, or finer. */
export interface Open311Error {
  code: number
  description: string
}

/** Errors that end a request; the HTTP status is the first one's, by the standard's three kinds. */
export class Open311Refusal extends Error {
  constructor(
    readonly errors: readonly Open311Error[],
    readonly retryAfterSeconds?: number,
  ) {
    super(errors.map(({ description }) => description).join(' '))
  }

  /** 404 for an unknown id, jurisdiction or service code, 403 for a key, 408, 429 and 503 to come back later, else 400. */
  get status(): number {
    const code = this.errors[0]?.code ?? 400
    return [403, 404, 408, 413, 415, 429, 500, 503].includes(code) ? code : 400
  }
}

export function refusal(code: number, description: string, retryAfterSeconds?: number): Open311Refusal {
  return new Open311Refusal([{ code, description }], retryAfterSeconds)
}

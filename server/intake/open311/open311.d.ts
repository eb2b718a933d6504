/** What of npm's `open311` the tests use; it brings no types. */
declare module 'open311' {
  type Told = (error: unknown, data: unknown) => void
  export = class Open311 {
    constructor(options: Record<string, string>)
    endpoint: string
    apiKey: string
    serviceDiscovery(options: { cache: boolean }, told: Told): void
    serviceList(told: Told): void
    serviceDefinition(code: string, told: Told): void
    submitRequest(data: object, told: Told): void
    token(token: string, told: Told): void
    serviceRequests(id: string | string[] | object, parameters: object, told: Told): void
  }
}

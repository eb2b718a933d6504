import { type SessionView, sessionViewSchema } from '../../shared/protocol/session.ts'

export interface Credentials {
  userName: string
  password: string
}

const ANSWER_MS = 10_000

/** A session over HTTP, with its cookie: what a browser keeps for its user. */
export class DoorSession {
  readonly url: string
  private cookie = ''
  private credentials: Credentials | null = null
  private crewId: string | null = null

  constructor(url: string) {
    this.url = new URL(url).origin
  }

  /** The headers that the server knows this session by; the socket's handshake needs them too. */
  get headers(): Record<string, string> {
    return { cookie: this.cookie, origin: this.url }
  }

  /** Throws an error that names the user where the server refuses. */
  async login({ userName, password }: Credentials): Promise<SessionView> {
    const response = await this.request('POST', '/api/session', { userName, password })
    if (!response.ok) throw new Error(`${userName} could not log in: ${response.status}.`)
    this.cookie = response.headers.get('set-cookie')?.split(';')[0] ?? ''
    this.credentials = { userName, password }
    return sessionViewSchema.parse(await response.json())
  }

  /** A tablet's session, for a code that a supervisor showed. Throws an error where the server refuses. */
  async enrol(code: string): Promise<SessionView> {
    const response = await this.request('POST', '/api/enrolment', { code })
    if (!response.ok) throw new Error(`The code was refused: ${response.status}.`)
    this.cookie = response.headers.get('set-cookie')?.split(';')[0] ?? ''
    return sessionViewSchema.parse(await response.json())
  }

  /** Makes this session speak for a crew; false where another one does, unless `confirm`. */
  async takeCallSign(crewId: string, confirm = false): Promise<boolean> {
    const body = confirm ? { crewId, confirm } : { crewId }
    const response = await this.request('POST', '/api/session/crew', body)
    if (response.status === 409) return false
    if (!response.ok) throw new Error(`The call sign ${crewId} could not be taken: ${response.status}.`)
    this.crewId = crewId
    return true
  }

  /** Logs in again after the server ended the session, and speaks for the same crew as before. */
  async renew(): Promise<void> {
    if (this.credentials === null) throw new Error('There is no session to renew: log in first.')
    await this.login(this.credentials)
    if (this.crewId !== null && !(await this.takeCallSign(this.crewId)))
      throw new Error(`The call sign ${this.crewId} is held by another session.`)
  }

  request(method: string, path: string, body?: object): Promise<Response> {
    const signal = AbortSignal.timeout(ANSWER_MS)
    const headers = this.headers
    if (body === undefined) return fetch(`${this.url}${path}`, { method, headers, signal })
    headers['content-type'] = 'application/json'
    return fetch(`${this.url}${path}`, { method, headers, signal, body: JSON.stringify(body) })
  }
}

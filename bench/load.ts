import { Agent, request } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import type { LonLat } from '../shared/geo.ts'
import type { Consoles } from './consoles.ts'

/** The longest that an answer, and then the last reception, is waited for, in milliseconds. */
const PATIENCE_MS = 20_000

export interface Load {
  url: string
  apiKey: string
  /** Tickets a second, evenly, whatever the answers: a slow server is not spared. */
  rate: number
  seconds: number
  consoles: Consoles
  consoleCount: number
}

/**
 * Posts tickets to the Open311 door and returns, for every ticket on every console, the milliseconds from the start of
 * its POST to its reception, both on this process's clock. Throws unless each was accepted and reached every console
 * exactly once.
 */
export async function deliver({
  url,
  apiKey,
  rate,
  seconds,
  consoles,
  consoleCount,
}: Load): Promise<number[]> {
  const agent = new Agent({ keepAlive: true })
  const waiting = new Map<string, { startedAt: number; left: number }>()
  const latencies: number[] = []
  consoles.onTicket = (position) => {
    const ticket = waiting.get(markOf(position))
    if (ticket === undefined)
      throw new Error('A console received a ticket once too often, or one never posted.')
    latencies.push(performance.now() - ticket.startedAt)
    ticket.left -= 1
    if (ticket.left === 0) waiting.delete(markOf(position))
  }
  const answers: Promise<void>[] = []
  const failures: unknown[] = []
  const begunAt = performance.now()
  for (let index = 0; index < rate * seconds; index += 1) {
    await pause(Math.max(0, begunAt + (index * 1000) / rate - performance.now()))
    const position = nextPlace()
    waiting.set(markOf(position), { startedAt: performance.now(), left: consoleCount })
    // Kept until the end: a rejection that nobody waits for yet would end the process, and leave its servers behind.
    answers.push(post(agent, url, formOf(position, apiKey)).catch((error) => void failures.push(error)))
  }
  await Promise.all(answers)
  const deadline = performance.now() + PATIENCE_MS
  while (waiting.size > 0 && performance.now() < deadline) await pause(5)
  agent.destroy()
  if (failures.length > 0)
    throw new Error(`${failures.length} tickets were not accepted by ${url}.`, { cause: failures[0] })
  if (waiting.size > 0) throw new Error(`${waiting.size} tickets did not reach every console of ${url}.`)
  return latencies
}

/** Each ticket lies at a place of its own, by which it is known again when it is received. */
function markOf({ lon, lat }: LonLat): string {
  return `${lon},${lat}`
}

let places = 0

/** Another place in the middle of the fixture's city, spread evenly by two irrational steps. */
export function nextPlace(): LonLat {
  places += 1
  const spread = (from: number, width: number, step: number) =>
    Number((from + width * ((places * step) % 1)).toFixed(6))
  return { lon: spread(1.42, 0.045, 0.7548776662), lat: spread(43.585, 0.035, 0.5698402909) }
}

export function formOf({ lon, lat }: LonLat, apiKey: string): string {
  return new URLSearchParams({
    api_key: apiKey,
    service_code: 'RIXE',
    lat: String(lat),
    long: String(lon),
    description: 'Plusieurs personnes se battent devant la station, l’une est au sol.',
    phone: '05 61 00 00 00',
  }).toString()
}

/** Posts one form to the Open311 door at `url`; throws unless it is accepted. */
export function post(agent: Agent, url: string, form: string): Promise<void> {
  const headers = {
    'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
    'content-length': Buffer.byteLength(form),
  }
  return new Promise((settle, fail) => {
    const sent = request(
      `${url}/open311/v2/requests.json`,
      { method: 'POST', agent, headers, timeout: PATIENCE_MS },
      (response) => {
        const { statusCode = 0 } = response
        response.resume().once('end', () => {
          if (statusCode >= 200 && statusCode < 300) settle()
          else fail(new Error(`A ticket was answered ${statusCode}.`))
        })
      },
    )
    sent.once('timeout', () => sent.destroy(new Error('A ticket was not answered in time.')))
    sent.once('error', fail)
    sent.end(form)
  })
}

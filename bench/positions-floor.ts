import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import pg from 'pg'
import { Server } from 'socket.io'

/**
 * The floor of positions: express or a bare socket, one unnest a second, and what changed to every console four times a
 * second. No devices, no crews, no judgement. Run as a process of its own, like the server it is compared with.
 */
async function main(): Promise<void> {
  const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 2 })
  await pool.query('create table floor_position (crew text, at float8, lon float8, lat float8)')
  const app = express()
  const http = createServer(app)
  const io = new Server(http, { perMessageDeflate: false })
  const changed = new Map<string, number>()
  let waiting: { crew: string; at: number; lon: number; lat: number }[] = []
  const take = (fix: (typeof waiting)[number]) => {
    waiting.push(fix)
    changed.set(fix.crew, fix.lon)
  }
  app.get('/osmand', ({ query: { id, timestamp, lon, lat } }, response) => {
    take({ crew: String(id), at: Number(timestamp), lon: Number(lon), lat: Number(lat) })
    response.end()
  })
  let crews = 0
  io.on('connection', (socket) => {
    if (socket.handshake.headers.cookie === undefined) socket.join('consoles')
    const crew = String(crews++)
    socket.on('position', ({ at, lon, lat }) => take({ crew, at, lon, lat }))
    socket.on('resume', (_raw, reply) => reply({}))
  })
  setInterval(async () => {
    const fixes = waiting
    waiting = []
    if (fixes.length === 0) return
    await pool.query(
      'insert into floor_position select * from unnest($1::text[], $2::float8[], $3::float8[], $4::float8[])',
      [
        fixes.map(({ crew }) => crew),
        fixes.map(({ at }) => at),
        fixes.map(({ lon }) => lon),
        fixes.map(({ lat }) => lat),
      ],
    )
  }, 1_000)
  setInterval(() => {
    if (changed.size === 0) return
    const frame = new Float64Array([...changed].flatMap(([crew, lon]) => [Number(crew), lon]))
    io.to('consoles').volatile.emit('positions', frame)
    changed.clear()
  }, 250)
  http.listen(0, '127.0.0.1', () => {
    process.send?.({ address: `http://127.0.0.1:${(http.address() as AddressInfo).port}` })
  })
  process.on('SIGTERM', () => process.exit(0))
  process.on('disconnect', () => process.exit(0))
}

main()

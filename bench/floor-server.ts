import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import pg from 'pg'
import { Server } from 'socket.io'

/**
 * The floor: the least that delivers a stored ticket to every console. express, one insert (with its fsync), `io.emit`.
 * No rules, no accounts, no log, no order. Run as a process of its own, like the server it is compared with.
 */
async function main(): Promise<void> {
  const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 })
  await pool.query(
    'create table if not exists floor_ticket (id bigserial primary key, ticket jsonb not null)',
  )
  const app = express()
  const http = createServer(app)
  const io = new Server(http, { perMessageDeflate: false })
  app.use(express.urlencoded({ extended: false }))
  app.post('/open311/v2/requests.json', async (request, response) => {
    const ticket = request.body
    const { rows } = await pool.query('insert into floor_ticket (ticket) values ($1) returning id', [ticket])
    io.emit('ticket', { id: rows[0].id, ...ticket })
    response.json([{ service_request_id: String(rows[0].id) }])
  })
  http.listen(0, '127.0.0.1', () => {
    process.send?.({ address: `http://127.0.0.1:${(http.address() as AddressInfo).port}` })
  })
  process.on('SIGTERM', () => process.exit(0))
  process.on('disconnect', () => process.exit(0))
}

main()

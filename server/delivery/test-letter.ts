import { instant } from '../../shared/instant.ts'
import { byLetter } from './by-letter.ts'

/** For a test: sends one letter to the mail server at the port of the first argument, as another process, and says what came of it. */
const [, , port = ''] = process.argv
const at = instant(1_795_500_000_000)
const told = {
  id: '6a1c0e5e-41cf-8d0e-a3a4-6f8e2ad1b7c0',
  agency: 'water',
  handedAt: at,
  reference: 'F-2041',
  priority: 3 as const,
  receivedAt: at,
  dueAt: at,
  service: { code: 'LEAK', name: { fr: 'Fuite', en: 'Leak' } },
  address: null,
  position: null,
  reports: 1,
  answers: [],
}
const server = {
  host: 'localhost',
  port: Number(port),
  tls: 'starttls' as const,
  from: 'vigie@town.example',
}
const outcome = await byLetter({ channel: 'email', to: 'on-call@water.example' }, server, told, {
  timeZone: 'Europe/Paris',
  timeoutMs: 10_000,
})
process.stdout.write(JSON.stringify(outcome))

import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const run = promisify(execFile)

describe('a mail server whose certificate the town’s own authority vouches for', () => {
  const letters: { isSecure: boolean; raw: string }[] = []
  let folder: string
  let mail: SMTPServer
  let port = 0
  const path = (name: string) => join(folder, name)
  const openssl = (...args: string[]) => run('openssl', args, { cwd: folder })

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vigie-authority-'))
    const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes']
    await openssl(
      ...['req', '-x509', ...key, '-keyout', 'authority.key', '-out', 'authority.pem', '-days', '2'],
      ...['-subj', '/CN=Town authority', '-addext', 'basicConstraints=critical,CA:TRUE'],
    )
    await openssl(...['req', ...key, '-keyout', 'mail.key', '-out', 'mail.csr', '-subj', '/CN=localhost'])
    await writeFile(path('names'), 'subjectAltName=DNS:localhost')
    await openssl(
      ...['x509', '-req', '-in', 'mail.csr', '-CA', 'authority.pem', '-CAkey', 'authority.key'],
      ...['-set_serial', '1', '-days', '2', '-extfile', 'names', '-out', 'mail.pem'],
    )
    mail = new SMTPServer({
      key: await readFile(path('mail.key')),
      cert: await readFile(path('mail.pem')),
      authOptional: true,
      onData: async (stream, session, done) => {
        const raw = Buffer.concat(await stream.toArray()).toString('utf8')
        letters.push({ isSecure: session.secure, raw })
        done()
      },
    })
    await new Promise<void>((settle) => mail.listen(0, 'localhost', settle))
    port = (mail.server.address() as { port: number }).port
  })
  afterAll(async () => {
    await new Promise<void>((settle) => mail.close(settle))
    await rm(folder, { recursive: true })
  })

  /** Node reads whom it trusts when it starts: so does whoever sets Vigie up. */
  async function send(trust: Record<string, string>): Promise<object> {
    const script = fileURLToPath(new URL('test-letter.ts', import.meta.url))
    const { NODE_EXTRA_CA_CERTS: _none, ...env } = process.env
    const { stdout } = await run(process.execPath, ['--import', 'tsx', script, String(port)], {
      env: { ...env, ...trust },
    })
    return JSON.parse(stdout)
  }

  it('[DL-7] is given letters over STARTTLS once NODE_EXTRA_CA_CERTS names that authority, and not before', async () => {
    expect(await send({})).toMatchObject({
      status: 'again',
      problem: expect.stringMatching(/^not_reached E/),
    })
    expect(letters).toEqual([])
    expect(await send({ NODE_EXTRA_CA_CERTS: path('authority.pem') })).toEqual({
      status: 'done',
      reference: null,
    })
    expect(letters).toMatchObject([{ isSecure: true, raw: expect.stringContaining('[Vigie F-2041] Fuite') }])
  })
})

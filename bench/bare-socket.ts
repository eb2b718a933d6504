import { connect, type Socket } from 'node:net'

/**
 * A Socket.IO client that costs next to nothing: WebSocket frames over a plain connection, made beforehand and written
 * as they are, so that a thousand sessions in one process measure the server and not the load.
 */
export class BareSocket {
  private unread: Buffer = Buffer.alloc(0)
  private onAnswer: (() => void) | null = null
  /** Settles when the connection is over, however it ended. */
  readonly closed: Promise<void>

  private constructor(private readonly socket: Socket) {
    socket.on('data', (bytes: Buffer) => this.read(bytes))
    this.closed = new Promise((settle) => {
      socket.once('close', () => settle())
    })
    // A server that is killed resets its connections: `closed` tells.
    socket.on('error', () => {})
  }

  /** Connects to the default namespace. Rejects where the server refuses. */
  static async open(url: string, headers: Readonly<Record<string, string>>): Promise<BareSocket> {
    const { hostname, port, host } = new URL(url)
    const socket = connect({ host: hostname, port: Number(port), noDelay: true })
    const lines = Object.entries({
      host,
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
      ...headers,
    }).map(([name, value]) => `${name}: ${value}`)
    socket.write(
      `GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`,
      'latin1',
    )
    const rest = await upgraded(socket)
    const bare = new BareSocket(socket)
    const welcomed = bare.answered()
    bare.write(frameOf('40'))
    bare.read(rest)
    await welcomed
    return bare
  }

  /** Frames of `frameOf`, as many as one likes, in one write. */
  write(frames: Buffer): void {
    this.socket.write(frames)
  }

  /** Settles with the next acknowledgement; what was sent before the question has then been taken. */
  answered(): Promise<void> {
    return new Promise((settle, fail) => {
      this.onAnswer = settle
      this.closed.then(() => fail(new Error('The server closed a connection.')))
    })
  }

  /**
   * From now on nothing is read: what the server sends fills the buffers of the connection, and then its own. Pings are
   * answered unasked, so that it is not taken for gone.
   */
  stall(): void {
    this.socket.pause()
    const timer = setInterval(() => this.write(PONG), 4_000)
    this.closed.then(() => clearInterval(timer))
  }

  close(): void {
    this.socket.destroy()
  }

  private read(bytes: Buffer): void {
    this.unread = this.unread.length === 0 ? bytes : Buffer.concat([this.unread, bytes])
    for (;;) {
      const header = headerOf(this.unread)
      if (header === null || this.unread.length < header.from + header.length) return
      const { text, from, length } = header
      if (text) this.take(this.unread.toString('latin1', from, from + Math.min(length, 2)))
      this.unread = this.unread.subarray(from + length)
    }
  }

  /** By the two digits of Engine.IO and Socket.IO that a packet begins with. */
  private take(kind: string): void {
    if (kind === '2') return this.write(PONG)
    if (kind === '44') return this.close()
    if (kind !== '40' && kind !== '43') return
    this.onAnswer?.()
    this.onAnswer = null
  }
}

/** A client's text frame: its mask is zero, so that the packet stays as it is. */
export function frameOf(packet: string): Buffer {
  const payload = Buffer.from(packet)
  const FINAL_TEXT = 0x81
  const MASKED = 0x80
  const TWO_BYTES = 126
  const header =
    payload.length < TWO_BYTES
      ? Buffer.from([FINAL_TEXT, MASKED | payload.length])
      : Buffer.from([FINAL_TEXT, MASKED | TWO_BYTES, payload.length >> 8, payload.length & 0xff])
  return Buffer.concat([header, Buffer.alloc(4), payload])
}

const PONG = frameOf('3')

/** Where the first frame's payload begins, and how long it is, in bytes; null while its header is not all there. */
function headerOf(bytes: Buffer): { text: boolean; from: number; length: number } | null {
  if (bytes.length < 2) return null
  const text = ((bytes[0] ?? 0) & 0x0f) === 1
  const short = (bytes[1] ?? 0) & 0x7f
  if (short < 126) return { text, from: 2, length: short }
  if (short === 126) return bytes.length < 4 ? null : { text, from: 4, length: bytes.readUInt16BE(2) }
  return bytes.length < 10 ? null : { text, from: 10, length: Number(bytes.readBigUInt64BE(2)) }
}

/** What came after the answer to the handshake; throws unless it was 101. */
function upgraded(socket: Socket): Promise<Buffer> {
  return new Promise((settle, fail) => {
    let head = Buffer.alloc(0)
    const take = (bytes: Buffer) => {
      head = Buffer.concat([head, bytes])
      const end = head.indexOf('\r\n\r\n')
      if (end < 0) return
      socket.off('data', take)
      const status = head.toString('latin1', 0, head.indexOf('\r\n'))
      if (!status.includes(' 101 ')) return fail(new Error(`A session could not connect: ${status}.`))
      settle(head.subarray(end + 4))
    }
    socket.on('data', take)
    socket.once('error', fail)
  })
}

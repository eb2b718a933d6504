import { connect, createServer, type ListenOptions, type NetConnectOpts, type Socket } from 'node:net'

/** A way to a server that can be cut. */
export interface Relay {
  /** Where it listens: a TCP port, 0 on a Unix socket. */
  port: number
  /** Ends every connection; who comes then finds nobody. */
  cut(): Promise<void>
  mend(): Promise<void>
  /** Passes nothing on, and ends nothing. */
  hold(): void
  release(): void
  close(): Promise<void>
}

/** Passes on all that comes to `listen` to `target`, and back. */
export async function openRelay(listen: ListenOptions, target: NetConnectOpts): Promise<Relay> {
  const ends = new Map<Socket, Socket>()
  let isHeld = false
  const server = createServer((near) => {
    const far = connect(target)
    for (const [end, other] of [
      [near, far],
      [far, near],
    ] as const) {
      ends.set(end, other)
      if (!isHeld) end.pipe(other)
      end.on('error', () => other.destroy())
      end.on('close', () => {
        ends.delete(end)
        other.destroy()
      })
    }
  })
  const open = (options: ListenOptions) => new Promise<void>((settle) => server.listen(options, settle))
  const cut = () =>
    new Promise<void>((settle) => {
      server.close(() => settle())
      for (const end of ends.keys()) end.destroy()
    })
  await open(listen)
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    port,
    cut,
    mend: () => open(port === 0 ? listen : { ...listen, port }),
    hold: () => {
      isHeld = true
      for (const end of ends.keys()) end.unpipe()
    },
    release: () => {
      isHeld = false
      for (const [end, other] of ends) end.pipe(other)
    },
    close: async () => {
      if (server.listening) await cut()
    },
  }
}

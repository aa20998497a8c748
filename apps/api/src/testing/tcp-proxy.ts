import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** The network between a client and a server, as bad as a test wants it. */
export interface TcpProxy {
  readonly port: number
  /** Where new connections go from now on. */
  connectTo(port: number): void
  /** Ends every connection at once, in the middle of whatever they carry. */
  cut(): void
  /** Swallows everything on the connections that are open now, and tells neither side. */
  blackHole(): void
  close(): Promise<void>
}

interface Link {
  readonly client: Socket
  readonly server: Socket
}

export async function startTcpProxy(targetPort: number): Promise<TcpProxy> {
  let target = targetPort
  const links = new Set<Link>()

  const listener = createServer((client) => {
    const server = connect(target, '127.0.0.1')
    const link = { client, server }
    links.add(link)
    const end = () => {
      links.delete(link)
      client.destroy()
      server.destroy()
    }
    for (const side of [client, server]) side.on('error', end).on('close', end)
    client.pipe(server)
    server.pipe(client)
  })
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve))

  return {
    port: (listener.address() as AddressInfo).port,
    connectTo(port) {
      target = port
    },
    cut() {
      for (const { client, server } of links) {
        client.resetAndDestroy()
        server.resetAndDestroy()
      }
    },
    blackHole() {
      for (const { client, server } of links) {
        for (const side of [client, server]) {
          side.unpipe()
          side.resume()
        }
      }
    },
    close() {
      for (const { client, server } of links) {
        client.destroy()
        server.destroy()
      }
      return new Promise((resolve) => listener.close(() => resolve()))
    },
  }
}

import { createServer } from 'node:net'

/** Two ports of this machine that nobody listens on. */
export async function findFreePorts(): Promise<[number, number]> {
  const servers = [createServer(), createServer()]
  const ports = await Promise.all(
    servers.map(
      (server) =>
        new Promise<number>((resolve) => {
          server.listen(0, '127.0.0.1', () => {
            const address = server.address()
            resolve(typeof address === 'object' && address ? address.port : 0)
          })
        }),
    ),
  )
  for (const server of servers) server.close()
  return [ports[0] ?? 0, ports[1] ?? 0]
}

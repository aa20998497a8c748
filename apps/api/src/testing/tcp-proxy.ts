import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { Pipe, type Weather } from './tcp-pipe.ts'

/** Which way of a connection a fault concerns. */
export type Direction = 'both' | 'toServer' | 'toClient'

/** Decides connection by connection whether a fault strikes it; without one it strikes all of them. */
type Pick = () => boolean

/** The network between a client and a server, as bad as a test wants it. Faults answer how many connections they hit. */
export interface TcpProxy {
  readonly port: number
  /** Where new connections go from now on. */
  connectTo(port: number): void
  /** Ends connections at once, in the middle of whatever they carry. */
  cut(pick?: Pick): number
  /** Ends each connection in the middle of the next thing its server says. */
  cutMidFrame(pick?: Pick): number
  /** Swallows everything on the connections that are open now, and tells neither side. */
  blackHole(options?: { pick?: Pick; direction?: Direction }): number
  /** Holds everything back on all connections, new ones too, until `heal`: nothing is lost, it is only late. */
  stall(direction?: Direction): void
  /** Takes connections and lets nothing through, old or new, until `heal`: the other side is there and silent. */
  partition(): void
  /** How what passes from now on is slowed down; null: not at all. */
  weather(weather: Weather | null): void
  /** Ends every fault: what was swallowed is cut, what was held back flows. */
  heal(): void
  /** Of the connections that are swallowed, how many have not been given up by their client, and by their server. */
  readonly swallowed: { readonly clients: number; readonly servers: number }
  close(): Promise<void>
}

interface Link {
  readonly client: Socket
  readonly server: Socket
  readonly toServer: Pipe
  readonly toClient: Pipe
  /** Hears nothing any more: what was in between is gone, so healing can only end it. */
  swallowed: boolean
  destroy(how?: 'reset'): void
}

const always: Pick = () => true

export async function startTcpProxy(targetPort: number): Promise<TcpProxy> {
  let target = targetPort
  let weather: Weather | null = null
  let stalled: Direction | null = null
  let partitioned = false
  const links = new Set<Link>()

  const pipesOf = (link: Link, direction: Direction): Pipe[] => {
    if (direction === 'both') return [link.toServer, link.toClient]
    return [link[direction]]
  }
  const swallow = (link: Link, direction: Direction) => {
    link.swallowed = true
    for (const pipe of pipesOf(link, direction)) pipe.swallow()
  }
  const strike = (pick: Pick, hit: (link: Link) => void): number => {
    const struck = [...links].filter(pick)
    for (const link of struck) hit(link)
    return struck.length
  }

  const listener = createServer((client) => {
    const server = connect(target, '127.0.0.1')
    const link = openLink(client, server, () => links.delete(link))
    links.add(link)
    for (const pipe of pipesOf(link, 'both')) pipe.weather = weather
    if (stalled) for (const pipe of pipesOf(link, stalled)) pipe.stall()
    if (partitioned) swallow(link, 'both')
  })
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve))

  return {
    port: (listener.address() as AddressInfo).port,
    connectTo(port) {
      target = port
    },
    cut: (pick = always) => strike(pick, (link) => link.destroy('reset')),
    cutMidFrame: (pick = always) =>
      strike(pick, (link) => link.toClient.endWithin(() => link.destroy('reset'))),
    blackHole: ({ pick = always, direction = 'both' } = {}) =>
      strike(pick, (link) => swallow(link, direction)),
    stall(direction = 'both') {
      stalled = direction
      for (const link of links) for (const pipe of pipesOf(link, direction)) pipe.stall()
    },
    partition() {
      partitioned = true
      for (const link of links) swallow(link, 'both')
    },
    weather(next) {
      weather = next
      for (const link of links) for (const pipe of pipesOf(link, 'both')) pipe.weather = next
    },
    heal() {
      partitioned = false
      stalled = null
      weather = null
      for (const link of [...links]) {
        if (link.swallowed) link.destroy('reset')
        else for (const pipe of pipesOf(link, 'both')) pipe.heal()
      }
    },
    get swallowed() {
      const all = [...links].filter((link) => link.swallowed)
      const open = (side: 'client' | 'server') => all.filter((link) => !link[side].destroyed)
      return { clients: open('client').length, servers: open('server').length }
    },
    close() {
      for (const link of [...links]) link.destroy()
      return new Promise((resolve) => listener.close(() => resolve()))
    },
  }
}

function openLink(client: Socket, server: Socket, onEnd: () => void): Link {
  const link: Link = {
    client,
    server,
    toServer: new Pipe(client, server),
    toClient: new Pipe(server, client),
    swallowed: false,
    destroy(how) {
      onEnd()
      link.toServer.close()
      link.toClient.close()
      for (const side of [client, server]) {
        if (how === 'reset') side.resetAndDestroy()
        else side.destroy()
      }
    },
  }
  for (const side of [client, server]) {
    side.on('error', () => undefined)
    side.on('close', () => {
      // Who hears nothing does not hear of the other side's end either.
      if (!link.swallowed || (client.destroyed && server.destroyed)) link.destroy()
    })
  }
  return link
}

import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pino } from 'pino'
import { createClientIp } from '../../http/client-ip.ts'
import { createSocketCallers } from '../../http/socket-callers.ts'
import { type Browser, pageOrigin } from '../../testing/browser.ts'
import type { TestApi } from '../../testing/start-test-api.ts'
import { attachWebSocket } from '../../ws/attach-web-socket.ts'
import type { LaneRoutes } from '../../ws/fast-lane.ts'
import type { SocketLimits } from '../../ws/socket-limits.ts'
import type { Context, Services } from '../context.ts'
import { appRouter } from '../router.ts'
import { openWire, type Wire, type WireOptions } from './wire.ts'

export interface DoorOptions {
  readonly api: TestApi
  readonly services: Services
  /** null: all is left to tRPC's adapter. */
  readonly lane: LaneRoutes<Context> | null
  readonly limits?: Partial<SocketLimits>
}

/** What one door was seen to do. */
interface Film {
  /** Per socket: its close code, null while it is open, and what it was sent, by the id of what was asked. */
  readonly sockets: readonly unknown[]
  /** What was reported, in no order. */
  readonly log: readonly unknown[]
}

export interface Door {
  /** Opens a socket with the browser's cookies. */
  open(browser: Browser | null, options?: WireOptions): Promise<Wire>
  /** What was seen since the last film. Ends all sockets. */
  film(): Film
  close(): void
}

/** The sockets of the API behind a server of their own, with the fast lane or without. */
export async function openDoor({ api, services, lane, limits = {} }: DoorOptions): Promise<Door> {
  let log: unknown[] = []
  let wires: Wire[] = []
  const server = createServer()
  const logger = pino(
    { base: null, level: 'debug' },
    { write: (line) => log.push(JSON.parse(line)) },
  )
  attachWebSocket({
    ...createSocketCallers({ services, clientIp: createClientIp([]), secure: false }),
    server,
    router: appRouter,
    ...(lane ? { lane } : {}),
    origins: new Set([pageOrigin]),
    takeConnect: async () => undefined,
    bus: api.deps.services.ports.bus,
    // However busy the machine is that runs the tests.
    limits: { ...limits, loopLagMaxMs: Number.POSITIVE_INFINITY },
    logger,
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}/api/ws`

  return {
    async open(browser, options) {
      const cookies = browser ? [...browser.cookies] : []
      const cookie = cookies.map(([name, value]) => `${name}=${value}`).join('; ')
      const wire = await openWire(url, { origin: pageOrigin, cookie }, options)
      wires.push(wire)
      return wire
    },
    film() {
      const film = {
        sockets: wires.map((wire) => masked({ closed: wire.closeCode, heard: wire.heardById() })),
        log: log.map((line) => JSON.stringify(masked(line))).sort(),
      }
      for (const wire of wires) wire.end()
      wires = []
      log = []
      return film
    },
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}

const UUID = /[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/g

/** Without what differs from run to run: ids by the order in which they appear, times and durations not at all. */
function masked(seen: unknown): unknown {
  const ids: string[] = []
  const nameOf = (id: string) => {
    if (!ids.includes(id)) ids.push(id)
    return `id ${ids.indexOf(id)}`
  }
  const text = JSON.stringify(seen)
    .replace(UUID, nameOf)
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'time')
    .replace(/"(retryAfterMs|waitedMs|time|ttlMs|place)":\d+/g, '"$1":0')
    .replace(/Shopper [\dA-F]{4}/g, 'Shopper')
    .replace(/"stack":"[^"]*"/g, '"stack":""')
  return JSON.parse(text)
}

/** As tRPC's client sends them. */
export const asking = {
  mutation: (id: unknown, path: string, input?: unknown) => ({
    id,
    method: 'mutation',
    params: { path, input },
  }),
  query: (id: unknown, path: string, input?: unknown) => ({
    id,
    method: 'query',
    params: { path, input },
  }),
  subscription: (id: unknown, path: string, input?: unknown, lastEventId?: string) => ({
    id,
    method: 'subscription',
    params: { path, input, lastEventId },
  }),
  stop: (id: unknown) => ({ id, method: 'subscription.stop' }),
  send: (id: unknown, roomId: string, body = 'Hello', clientId: string = randomUUID()) =>
    asking.mutation(id, 'room.send', { roomId, clientId, body }),
}

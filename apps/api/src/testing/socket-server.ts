import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Bus, ChatError } from '@shopbell/chat-core'
import { createMemoryBus } from '@shopbell/chat-core/memory'
import { initTRPC } from '@trpc/server'
import { pino } from 'pino'
import { onTestFinished } from 'vitest'
import { Frame } from '../realtime/frame.ts'
import type { Source } from '../realtime/source.ts'
import {
  attachWebSocket,
  type SocketConnection,
  type SocketIdentity,
  type WebSocketOptions,
} from '../ws/attach-web-socket.ts'

interface SocketContext {
  readonly requestId: string
  readonly connection: SocketConnection
  readonly identity: SocketIdentity
}

const t = initTRPC.context<SocketContext>().create()

/** How much of the endless stream its readers have made the server produce, in bytes. */
export interface Produced {
  bytes: number
}

const CHUNK = 'x'.repeat(16 * 1_024)

/** A step that takes until the test lets it end. */
class Hold {
  waiting = 0
  #end: () => void = () => undefined
  readonly #ended = new Promise<void>((resolve) => {
    this.#end = resolve
  })

  async take(): Promise<string> {
    this.waiting += 1
    await this.#ended
    return 'done'
  }

  end(): void {
    this.#end()
  }
}

const createRouter = (produced: Produced, hold: Hold) =>
  t.router({
    /** As slow as the test wants it. */
    slow: t.procedure.mutation(({ ctx }) => ctx.connection.call(() => hold.take())),
    whoAmI: t.procedure.query(({ ctx }) => ctx.connection.call(async () => ctx.identity.actor.id)),
    /** As much as the reader takes. */
    endless: t.procedure.subscription(({ ctx, signal = new AbortController().signal }) =>
      ctx.connection.stream(() => chunks(produced), signal),
    ),
    /** Says nothing, for as long as the reader likes. */
    silent: t.procedure.subscription(({ ctx, signal = new AbortController().signal }) =>
      ctx.connection.stream(silence, signal),
    ),
  })

export type SocketRouter = ReturnType<typeof createRouter>

const chunks = (produced: Produced): Source<Frame<string>> => ({
  next() {
    produced.bytes += CHUNK.length
    return new Frame(CHUNK)
  },
  onNews: () => () => undefined,
  close: () => undefined,
})

function silence(): Source<Frame<string>> {
  let begun = false
  return {
    next() {
      if (begun) return null
      begun = true
      return new Frame('started')
    },
    onNews: () => () => undefined,
    close: () => undefined,
  }
}

/** The id of the customer that a socket of the tests belongs to comes in its first frame. */
async function identifyByParams(
  _request: IncomingMessage,
  params: Readonly<Record<string, string | undefined>> | null,
): Promise<SocketIdentity> {
  const id = params?.['token']
  if (!id) throw new ChatError('not_signed_in', 'Please sign in first.')
  return { actor: { kind: 'customer', id, name: id }, credential: { kind: 'token', id } }
}

export type SocketServerOptions = Partial<
  Pick<
    WebSocketOptions<SocketRouter>,
    'limits' | 'origins' | 'identify' | 'isStillValid' | 'takeConnect' | 'loopLag'
  >
>

/** Our sockets before a router of a few procedures, on a port of their own until the test ends. */
export async function startSocketServer(options: SocketServerOptions = {}) {
  const bus: Bus = createMemoryBus()
  const produced: Produced = { bytes: 0 }
  const hold = new Hold()
  const server = createServer((_request, response) => response.end('ok'))
  const sockets = attachWebSocket<SocketRouter>({
    server,
    router: createRouter(produced, hold),
    origins: new Set(['https://shop.example']),
    identify: identifyByParams,
    isStillValid: async () => true,
    takeConnect: async () => undefined,
    mayBeStaff: ({ headers }) => headers.cookie?.includes('staff') ?? false,
    createContext: ({ identity, connection }) => ({ requestId: 'test', identity, connection }),
    bus,
    logger: pino({ level: 'silent' }),
    ...options,
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return { port, bus, sockets, produced, hold, url: `ws://127.0.0.1:${port}/api/ws` }
}

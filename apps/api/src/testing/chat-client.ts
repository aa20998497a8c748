import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { applyRoomEvent, type RoomStreamFrame, type RoomView } from '@shopbell/chat-core'
import {
  createTRPCClient,
  createWSClient,
  type TRPCClient,
  TRPCClientError,
  wsLink,
} from '@trpc/client'
import { WebSocket } from 'ws'
import type { AppRouter } from '../rpc/router.ts'
import type { Browser } from './browser.ts'

export interface ChatClientOptions {
  readonly browser: Browser
  /** `http://host:port` of the API, as this client reaches it. */
  readonly url: string
  readonly actAs: 'customer' | 'agent'
  readonly roomId: string
  /** Chance, so that a run can be repeated. */
  readonly random: () => number
}

const RETRY_MS = 100
const ATTEMPT_MS = 3_000
const OVER_SOCKET = 0.2

/**
 * Does what the widget and the desk do: follows a room over a socket, resuming where it was, and sends each message
 * again and again under the same key until the server says that it has it.
 */
export class ChatClient {
  /** What it would show; null before the first snapshot. */
  view: RoomView | null = null
  /** Keys that the server says it has stored, with the place it named. */
  readonly acked = new Map<string, number>()
  /** Messages that came a second time over one subscription, and snapshots after the first. */
  repeated = 0
  snapshots = 0
  attempts = 0
  readonly #options: ChatClientOptions
  readonly #socket: ReturnType<typeof createWSClient>
  readonly #overSocket: TRPCClient<AppRouter>
  #lastEventId: string | undefined
  #closed = false

  constructor(options: ChatClientOptions) {
    this.#options = options
    const { browser, url, actAs } = options
    const cookie = [...browser.cookies].map((pair) => pair.join('=')).join('; ')
    class SocketOfBrowser extends WebSocket {
      constructor(address: string | URL) {
        super(address, { headers: { cookie, origin: 'http://localhost:3000' } })
      }
    }
    this.#socket = createWSClient({
      url: `${url.replace('http', 'ws')}/api/ws`,
      WebSocket: SocketOfBrowser as unknown as typeof globalThis.WebSocket,
      connectionParams: { as: actAs },
      retryDelayMs: () => RETRY_MS,
    })
    this.#overSocket = createTRPCClient<AppRouter>({ links: [wsLink({ client: this.#socket })] })
    this.#follow()
  }

  /** Sends one message and resolves once it is stored. Rejects only with a refusal that would not change. */
  async send(body: string): Promise<void> {
    const { roomId, random, browser } = this.#options
    const clientId = randomUUID()
    for (;;) {
      this.attempts += 1
      const client = random() < OVER_SOCKET ? this.#overSocket : browser.trpc
      try {
        const { message } = await client.room.send.mutate(
          { roomId, clientId, body },
          { signal: AbortSignal.timeout(ATTEMPT_MS) },
        )
        this.acked.set(clientId, message.seq)
        return
      } catch (error) {
        if (isFinal(error)) throw error
        await sleep(RETRY_MS * random())
      }
    }
  }

  async close(): Promise<void> {
    this.#closed = true
    await this.#socket.close()
  }

  #follow(): void {
    const again = async () => {
      await sleep(RETRY_MS)
      if (!this.#closed) this.#follow()
    }
    this.#overSocket.room.events.subscribe(
      { roomId: this.#options.roomId, lastEventId: this.#lastEventId },
      {
        onData: ({ id, data }) => {
          this.#lastEventId = id
          this.#apply(data)
        },
        onError: () => void again(),
        onComplete: () => void again(),
      },
    )
  }

  #apply(frame: RoomStreamFrame): void {
    if (frame.type === 'snapshot') {
      this.snapshots += 1
      this.view = frame.view
      return
    }
    for (const event of frame.events) {
      if (!this.view) throw new Error('An event came before the snapshot')
      if (event.message.seq <= this.view.cursor) this.repeated += 1
      this.view = applyRoomEvent(this.view, event)
    }
  }
}

/** Whether the server understood the call and refused it for good. */
const isFinal = (error: unknown): boolean =>
  error instanceof TRPCClientError &&
  (error as TRPCClientError<AppRouter>).data?.chat.retryable === false

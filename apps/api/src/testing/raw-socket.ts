import { onTestFinished } from 'vitest'
import { type ClientOptions, WebSocket } from 'ws'

interface Reply {
  readonly id?: number | null
  readonly method?: string
  readonly result?: { readonly type?: string; readonly data?: unknown }
  readonly error?: { readonly message: string }
}

export interface RawSocket {
  readonly socket: WebSocket
  /** Every frame that was JSON, in order. */
  readonly replies: readonly Reply[]
  /** The close code, once closed. */
  readonly closed: Promise<number>
  send(frame: unknown): void
  /** Resolves with the first frame that matches, past or to come. */
  reply(matches: (reply: Reply) => boolean): Promise<Reply>
}

export interface RawSocketOptions extends ClientOptions {
  /** Sent as tRPC's first frame; null: nothing is sent. */
  readonly params?: Readonly<Record<string, string>> | null
}

/** Opens a socket without tRPC's client, so that a test may misbehave. Rejects with the status of a refused upgrade. */
export async function openRawSocket(
  url: string,
  { params = { token: 'mara' }, ...options }: RawSocketOptions = {},
): Promise<RawSocket> {
  const socket = new WebSocket(`${url}?connectionParams=1`, options)
  onTestFinished(() => socket.terminate())
  const replies: Reply[] = []
  const listeners = new Set<() => void>()
  socket.on('message', (data) => {
    const text = String(data)
    if (text.startsWith('{')) replies.push(JSON.parse(text))
    for (const listener of [...listeners]) listener()
  })
  const closed = new Promise<number>((resolve) => socket.once('close', resolve))
  await opened(socket)
  socket.on('error', () => undefined)
  const send = (frame: unknown) => socket.send(JSON.stringify(frame))
  if (params) send({ method: 'connectionParams', data: params })

  return {
    socket,
    replies,
    closed,
    send,
    reply: (matches) =>
      new Promise((resolve, reject) => {
        const check = () => {
          const found = replies.find(matches)
          if (!found) return
          listeners.delete(check)
          resolve(found)
        }
        listeners.add(check)
        void closed.then((code) => reject(new Error(`The socket was closed with ${code}`)))
        check()
      }),
  }
}

const opened = (socket: WebSocket): Promise<void> =>
  new Promise((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', reject)
  })

/** What a refused upgrade was answered with: its status and headers. */
export const upgradeAnswer = (
  url: string,
  options: ClientOptions = {},
): Promise<{ status: number; retryAfter: string | undefined }> =>
  new Promise((resolve, reject) => {
    const socket = new WebSocket(url, options)
    onTestFinished(() => socket.terminate())
    socket.once('open', () => resolve({ status: 101, retryAfter: undefined }))
    socket.once('unexpected-response', (_request, response) => {
      resolve({ status: response.statusCode ?? 0, retryAfter: response.headers['retry-after'] })
      socket.terminate()
    })
    socket.on('error', reject)
  })

/** A call as tRPC's client sends it. */
export const call = (id: number, path: string, method = 'query') => ({
  id,
  method,
  params: { path },
})

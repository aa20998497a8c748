import { createClient } from 'redis'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Log, Sent, Stored } from '../logs/log.ts'

type Request =
  | { readonly type: 'join'; readonly roomId: string; readonly after?: number }
  | ({ readonly type: 'send'; readonly id: number } & Sent)

const CHANNEL = 'messages'

/** Plain JSON over plain sockets, nothing else: as little as a chat server can do. */
export async function serveRawWs({
  port,
  log,
  redisUrl,
}: {
  readonly port: number
  readonly log: Log
  readonly redisUrl: string | null
}): Promise<void> {
  const rooms = new Map<string, Set<WebSocket>>()

  function deliver(roomId: string, frame: string): void {
    for (const socket of rooms.get(roomId) ?? []) socket.send(frame)
  }

  let publish = (message: Stored): void => {
    deliver(message.roomId, JSON.stringify({ type: 'message', message }))
  }
  if (redisUrl) {
    const sender = await createClient({ url: redisUrl }).connect()
    const receiver = await sender.duplicate().connect()
    const roomIdOf = /"roomId":"([^"]+)"/
    await receiver.subscribe(CHANNEL, (frame) => deliver(roomIdOf.exec(frame)?.[1] ?? '', frame))
    publish = (message) => {
      void sender.publish(CHANNEL, JSON.stringify({ type: 'message', message }))
    }
  }

  async function answer(socket: WebSocket, request: Request): Promise<void> {
    if (request.type === 'send') {
      const { type: _, id, ...message } = request
      const stored = await log.append(message)
      socket.send(JSON.stringify({ type: 'ack', id, seq: stored.seq }))
      publish(stored)
      return
    }
    const { roomId, after } = request
    const members = rooms.get(roomId) ?? new Set()
    rooms.set(roomId, members.add(socket))
    socket.once('close', () => members.delete(socket))
    const missed = after === undefined ? [] : await log.after(roomId, after)
    socket.send(JSON.stringify({ type: 'joined', missed }))
  }

  new WebSocketServer({ port, host: '127.0.0.1', perMessageDeflate: false }).on(
    'connection',
    (socket) => {
      socket.on('message', (data) => {
        answer(socket, JSON.parse(String(data))).catch((error) => {
          socket.send(JSON.stringify({ type: 'failed', reason: String(error) }))
        })
      })
    },
  )
}

import { createAdapter } from '@socket.io/redis-adapter'
import { createClient } from 'redis'
import { Server } from 'socket.io'
import type { Log, Sent, Stored } from '../logs/log.ts'

interface Asked {
  join(room: { roomId: string; after?: number }, answer: (joined: Joined) => void): void
  send(message: Sent, answer: (ack: { seq: number }) => void): void
}

interface Told {
  message(message: Stored): void
  failed(failure: { reason: string }): void
}

interface Joined {
  readonly missed: readonly Stored[]
}

/** Socket.IO as its documentation has it: rooms, acknowledgements, and the Redis adapter when there is a second node. */
export async function serveSocketIo({
  port,
  log,
  redisUrl,
}: {
  readonly port: number
  readonly log: Log
  readonly redisUrl: string | null
}): Promise<void> {
  const io = new Server<Asked, Told>({ transports: ['websocket'], serveClient: false })
  if (redisUrl) {
    const publisher = await createClient({ url: redisUrl }).connect()
    io.adapter(createAdapter(publisher, await publisher.duplicate().connect()))
  }

  io.on('connection', (socket) => {
    socket.on('join', async ({ roomId, after }, answer) => {
      await socket.join(roomId)
      answer({ missed: after === undefined ? [] : await log.after(roomId, after) })
    })
    socket.on('send', async (message, answer) => {
      try {
        const stored = await log.append(message)
        answer({ seq: stored.seq })
        io.to(message.roomId).emit('message', stored)
      } catch (error) {
        socket.emit('failed', { reason: String(error) })
      }
    })
  })
  io.listen(port)
}

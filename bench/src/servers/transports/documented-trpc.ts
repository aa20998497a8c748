import { EventEmitter, on } from 'node:events'
import { initTRPC, tracked } from '@trpc/server'
import { applyWSSHandler } from '@trpc/server/adapters/ws'
import { WebSocketServer } from 'ws'
import type { Log, Sent, Stored } from '../logs/log.ts'

interface Follow {
  readonly roomId: string
  readonly lastEventId?: string
}

const t = initTRPC.create()

/** tRPC over WebSockets as its documentation has it: an event emitter and an async generator per subscriber. */
export async function serveDocumentedTrpc({
  port,
  log,
}: {
  readonly port: number
  readonly log: Log
}): Promise<void> {
  const stored = new EventEmitter().setMaxListeners(0)

  const router = t.router({
    room: t.router({
      send: t.procedure
        .input((input) => input as Sent)
        .mutation(async ({ input }) => {
          const message = await log.append(input)
          stored.emit(input.roomId, message)
          return { message }
        }),
      events: t.procedure
        .input((input) => input as Follow)
        .subscription(async function* ({ input: { roomId, lastEventId }, signal }) {
          const live = on(stored, roomId, signal ? { signal } : {})
          const missed = lastEventId ? await log.after(roomId, Number(lastEventId)) : []
          if (!lastEventId) yield { type: 'snapshot' }
          for (const message of missed) yield event(message)
          for await (const [message] of live) yield event(message)
        }),
    }),
  })

  const wss = new WebSocketServer({ port, host: '127.0.0.1' })
  applyWSSHandler({ wss, router, keepAlive: { enabled: true } })
}

const event = (message: Stored) =>
  tracked(String(message.seq), { type: 'events', events: [{ message }] })

import type { Actor, AgentActor } from '@shopbell/chat-core'
import { createScene, makeMemoryPorts } from '@shopbell/chat-core/testing'
import { pino } from 'pino'
import { onTestFinished } from 'vitest'
import type { History } from '../realtime/history.ts'
import { createRealtime, type RealtimeOptions } from '../realtime/realtime.ts'
import { record } from './tape.ts'

const history: History = { epoch: 'e1', read: async () => 'e1', renew: async () => 'e2' }

/** A scene on the memory store with its streams, all of which end with the test. Parts may be exchanged. */
export async function startRealtimeScene(parts: Partial<RealtimeOptions> = {}) {
  const scene = createScene(await makeMemoryPorts())
  const logger = pino({ level: 'silent' })
  const realtime = createRealtime({ ...scene.ports, history, logger, ...parts })
  onTestFinished(() => realtime.close())

  const untilTheEnd = (): AbortSignal => {
    const leaving = new AbortController()
    onTestFinished(() => leaving.abort())
    return leaving.signal
  }

  return {
    ...scene,
    realtime,
    watchRoom: (actor: Actor, roomId: string, lastEventId?: string) =>
      record(realtime.roomEvents(actor, { roomId, lastEventId }, untilTheEnd())),
    watchSignals: (actor: Actor, roomId: string, signal = untilTheEnd()) =>
      record(realtime.roomSignals(actor, { roomId }, signal)),
    watchInbox: (agent: AgentActor, signal = untilTheEnd()) =>
      record(realtime.inboxEvents(agent, signal)),
    watchQueue: (agent: AgentActor, signal = untilTheEnd()) =>
      record(realtime.queueEvents(agent, signal)),
  }
}

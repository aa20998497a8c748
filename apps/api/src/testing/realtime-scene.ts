import type { Actor, AgentActor } from '@shopbell/chat-core'
import { createScene, makeMemoryPorts } from '@shopbell/chat-core/testing'
import type { History } from '@shopbell/db'
import { pino } from 'pino'
import { onTestFinished } from 'vitest'
import type { Frame } from '../realtime/frame.ts'
import { createRealtime, type RealtimeOptions } from '../realtime/realtime.ts'
import { readAll, type Source } from '../realtime/source.ts'
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

  const watch = <Output>(
    opening: Source<Frame<Output>> | Promise<Source<Frame<Output>>>,
    signal: AbortSignal,
  ) => record(outputs(opening, signal))

  return {
    ...scene,
    realtime,
    watchRoom: (actor: Actor, roomId: string, lastEventId?: string) =>
      watch(realtime.roomEvents(actor, { roomId, lastEventId }), untilTheEnd()),
    watchSignals: (actor: Actor, roomId: string, signal = untilTheEnd()) =>
      watch(realtime.roomSignals(actor, { roomId }), signal),
    watchInbox: (agent: AgentActor, signal = untilTheEnd()) =>
      watch(realtime.inboxEvents(agent), signal),
    watchQueue: (agent: AgentActor, signal = untilTheEnd()) =>
      watch(realtime.queueEvents(agent), signal),
  }
}

/** What a reader of the source is told, until the signal aborts. */
export async function* outputs<Output>(
  opening: Source<Frame<Output>> | Promise<Source<Frame<Output>>>,
  signal: AbortSignal,
): AsyncGenerator<Output, void> {
  for await (const { output } of readAll(await opening, signal)) yield output
}

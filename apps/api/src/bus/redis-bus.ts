import { randomUUID } from 'node:crypto'
import type { Bus, Notice } from '@shopbell/chat-core'
import { createMemoryBus } from '@shopbell/chat-core/memory'
import type { BaseLogger } from 'pino'
import { framePrefix, readFrame } from './frame.ts'
import { OutgoingFrames } from './outgoing-frames.ts'
import type { RedisLink } from './redis-link.ts'

export interface RedisBusOptions {
  /** Not yet started. */
  readonly link: RedisLink
  /** The same for all nodes that share a database, and for nobody else. */
  readonly channel: string
  readonly logger: Pick<BaseLogger, 'info' | 'warn'>
  /** Told what a listener throws. */
  readonly onError: (error: unknown) => void
}

/** What went wrong since the start: nothing of it costs more than time. */
interface BusCounts {
  /** Notices that the other nodes were not told. */
  readonly dropped: number
  /** Notices of other nodes that this one did not understand, and frames that are none. */
  readonly refused: number
}

export interface RedisBus extends Bus {
  counts(): BusCounts
  /** Sends what still waits. The link stays open. */
  close(): Promise<void>
}

const resumed: Notice = { type: 'bus.resumed' }

/**
 * A bus between nodes over Redis pub/sub. Listeners of this node hear at once; those of other nodes a moment later, if
 * they and Redis are there. After an outage all hear `bus.resumed` instead of what they missed.
 */
export function createRedisBus({ link, channel, logger, onError }: RedisBusOptions): RedisBus {
  const nodeId = randomUUID()
  const ownPrefix = framePrefix(nodeId)
  const local = createMemoryBus(onError)
  const others = new OutgoingFrames({ link, channel, nodeId })
  /** Of what was dropped, how much the other nodes know to have missed. */
  let admitted = 0
  let refused = 0

  function resume(): void {
    local.publish(resumed)
    const dropped = others.dropped - admitted
    if (dropped === 0) return
    admitted = others.dropped
    logger.info({ dropped }, 'bus: other nodes missed notices of this one, and are told to look')
    others.add(resumed)
  }

  function hear(text: string): void {
    if (text.startsWith(ownPrefix)) return
    const frame = readFrame(text)
    const notUnderstood = frame ? frame.refused : 1
    if (notUnderstood > 0 && refused === 0) {
      logger.warn(
        'bus: another node says what this one does not understand; is it of another version?',
      )
    }
    refused += notUnderstood
    for (const notice of frame?.notices ?? []) local.publish(notice, 'elsewhere')
  }

  link.attach({
    prepare: (client) => client.subscribe(channel, hear),
    up: (wasAway) => {
      if (wasAway) resume()
    },
  })

  return {
    counts: () => ({ dropped: others.dropped, refused }),
    publish(notice) {
      // In this order, for a listener here may publish its answer before it returns.
      others.add(notice)
      local.publish(notice)
    },
    subscribe: (listener) => local.subscribe(listener),
    close: () => others.close(),
  }
}

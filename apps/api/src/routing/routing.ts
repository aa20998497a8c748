import { drainLine, type Notice, type NoticeOrigin, type Ports } from '@shopbell/chat-core'
import type { BaseLogger } from 'pino'
import { jitteredPause } from '../realtime/backoff.ts'
import { batched } from '../realtime/batched.ts'
import { every } from '../realtime/every.ts'
import { within } from '../realtime/within.ts'
import type { Attendance } from '../ws/socket-roster.ts'
import { AgentLinks, type LinkTimings } from './agent-links.ts'
import { LineDrains } from './line-drains.ts'

export interface RoutingOptions {
  readonly ports: Pick<Ports, 'routing' | 'bus'>
  readonly logger: Pick<BaseLogger, 'warn'>
  readonly timings?: Partial<LinkTimings & { readonly sweepEveryMs: number }>
}

/** What gives waiting rooms to agents, beside the step that puts a room in line. One per process. */
export interface Routing {
  /** Told whose sockets are here. */
  readonly attendance: Attendance
  /** Ends the drains, and says that nobody is connected here any more. Does not wait for a database that is away. */
  close(): Promise<void>
}

/** A line that nobody woke, for whatever reason, waits for so long. */
const SWEEP_EVERY_MS = 2_000
/** Between two looks: of many rooms that are closed at once each may free a slot. */
const LOOK_GAP_MS = 20

const CLOSE_MAX_MS = 2_000

/** Whether a waiting room may find an owner because of this, who was not to be had before. */
function mayMoveLine(notice: Notice): boolean {
  if (notice.type === 'agent.changed') return true
  if (notice.type !== 'room.changed' || !notice.statusChanged) return false
  return notice.room.status === 'waiting' || Boolean(notice.before?.assignee)
}

/**
 * Starts moving lines (RT-7). Whatever may let one move here makes this node look which lines can, in one query, and
 * drain those. The other nodes do not look: they would find what this one is at.
 */
export function createRouting({ ports, logger, timings = {} }: RoutingOptions): Routing {
  const onError = (error: unknown) => logger.warn({ err: error }, 'routing: will try again')
  const drains = new LineDrains({ drain: (groupId) => drainLine(ports, groupId), onError })
  const look = batched<'lines'>({ gapMs: LOOK_GAP_MS, pause: jitteredPause, onError }, async () => {
    for (const groupId of await ports.routing.movableLines()) drains.wake(groupId)
  })
  const lookSoon = () => look.add('lines')
  const links = new AgentLinks({
    routing: ports.routing,
    timings,
    onLinked: lookSoon,
    pause: jitteredPause,
    onError,
  })
  const hear = (notice: Notice, origin: NoticeOrigin) => {
    if (origin === 'here' && mayMoveLine(notice)) lookSoon()
  }
  const { sweepEveryMs = SWEEP_EVERY_MS } = timings
  const stops = [
    ports.bus.subscribe(hear),
    every({ intervalMs: sweepEveryMs, onError }, async () => lookSoon()),
    () => look.close(),
  ]
  return {
    attendance: links,
    async close() {
      for (const stop of stops) stop()
      const ends = async () => {
        await drains.close()
        await links.close()
      }
      await within(CLOSE_MAX_MS, ends()).catch(onError)
    },
  }
}

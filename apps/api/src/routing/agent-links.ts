import { randomUUID } from 'node:crypto'
import type { Actor, RoutingStore } from '@shopbell/chat-core'
import type { Retry } from '../realtime/backoff.ts'
import { type Batched, batched } from '../realtime/batched.ts'
import { every } from '../realtime/every.ts'
import type { Attendance } from '../ws/socket-roster.ts'

export interface AgentLinksOptions extends Retry {
  readonly routing: Pick<RoutingStore, 'link' | 'unlink'>
  readonly timings?: Partial<LinkTimings>
  /** Called when agents are connected who were not connected here before. */
  readonly onLinked: () => void
}

const linkTimings = {
  refreshEveryMs: 10_000,
  /** A node that dies takes its agents along within this time: two refreshes may be late or lost. */
  ttlMs: 30_000,
}

export type LinkTimings = typeof linkTimings

const GAP_MS = 50

/**
 * Tells the database, for routing, which agents have sockets on this node (RT-6). One statement at a time, so that what
 * is said last holds.
 */
export class AgentLinks implements Attendance {
  readonly #options: AgentLinksOptions
  readonly #timings: LinkTimings
  readonly #nodeId = randomUUID()
  readonly #here = new Set<string>()
  readonly #linked = new Set<string>()
  readonly #word: Batched<string>
  readonly #stopRefreshing: () => void

  constructor(options: AgentLinksOptions) {
    this.#options = options
    this.#timings = { ...linkTimings, ...options.timings }
    this.#word = batched({ ...options, gapMs: GAP_MS }, (agentIds) => this.#say(agentIds))
    const { refreshEveryMs: intervalMs } = this.#timings
    this.#stopRefreshing = every({ ...options, intervalMs }, async () => {
      for (const agentId of this.#here) this.#word.add(agentId)
    })
  }

  arrived(actor: Actor): void {
    if (actor.kind !== 'agent') return
    this.#here.add(actor.id)
    this.#word.add(actor.id)
  }

  left(actor: Actor): void {
    if (this.#here.delete(actor.id)) this.#word.add(actor.id)
  }

  /** From now on nobody is connected here. What was just being said may outlive this by the time it holds. */
  async close(): Promise<void> {
    this.#stopRefreshing()
    this.#word.close()
    await this.#options.routing.unlink(this.#nodeId)
  }

  async #say(agentIds: ReadonlySet<string>): Promise<void> {
    const { routing, onLinked } = this.#options
    const here = [...agentIds].filter((agentId) => this.#here.has(agentId))
    const gone = [...agentIds].filter((agentId) => !this.#here.has(agentId))
    if (here.length > 0) await routing.link(this.#nodeId, here, this.#timings.ttlMs)
    if (gone.length > 0) await routing.unlink(this.#nodeId, gone)
    const isNews = here.some((agentId) => !this.#linked.has(agentId))
    for (const agentId of here) this.#linked.add(agentId)
    for (const agentId of gone) this.#linked.delete(agentId)
    if (isNews) onLinked()
  }
}

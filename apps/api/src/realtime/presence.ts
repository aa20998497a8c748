import type { AgentStore, Availability } from '@shopbell/chat-core'
import type { Retry } from './backoff.ts'
import { type Batched, batched } from './batched.ts'
import { every } from './every.ts'
import type { PresenceStore } from './presence-store.ts'
import { PresenceWords } from './presence-words.ts'

export interface PresenceOptions extends Retry {
  readonly agents: Pick<AgentStore, 'listAgents'>
  /** What the nodes tell each other. */
  readonly store: PresenceStore
  readonly timings?: Partial<PresenceTimings>
  /** Called when `isAvailable` has changed. */
  readonly onChange: () => void
  /** Called when an agent's availability has changed, told or not. */
  readonly onAvailability?: (agentId: string) => void
}

/** The streams of an agent on this node. */
interface Present {
  streams: number
  leaving: NodeJS.Timeout | undefined
}

export const presenceTimings = {
  /** How long somebody without a stream still counts as here: longer than a reload takes. */
  graceMs: 5_000,
  beatEveryMs: 10_000,
  /** A node that dies takes its agents along within this time: two beats may be late or lost. */
  ttlMs: 30_000,
}

export type PresenceTimings = typeof presenceTimings

const GAP_MS = 50

/**
 * Which agents are here: those with a live inbox stream on any node, and for a moment after the last one ended. What
 * this node holds itself it knows at once and for sure; of the others it knows what they have said lately.
 */
export class Presence {
  readonly #options: PresenceOptions
  readonly #timings: PresenceTimings
  readonly #present = new Map<string, Present>()
  readonly #elsewhere = new PresenceWords()
  /** Whose coming or going the other nodes have not been told yet. */
  readonly #untold = new Set<string>()
  readonly #exchange: Batched<'words'>
  readonly #lookUp: Batched<'agents'>
  readonly #stopBeating: () => void
  #availability: ReadonlyMap<string, Availability> = new Map()
  #wordEnds: NodeJS.Timeout | undefined
  #available = false

  constructor(options: PresenceOptions) {
    this.#options = options
    this.#timings = { ...presenceTimings, ...options.timings }
    this.#exchange = batched({ ...options, gapMs: GAP_MS }, () => this.#exchangeWords())
    this.#lookUp = batched({ ...options, gapMs: GAP_MS }, () => this.#loadAvailability())
    const { beatEveryMs } = this.#timings
    this.#stopBeating = every({ ...options, intervalMs: beatEveryMs }, async () => {
      this.#exchange.add('words')
      this.#lookUp.add('agents')
    })
    options.store.onWord(() => this.#exchange.add('words'))
  }

  /** Whether some agent who is here takes chats. */
  isAvailable(): boolean {
    return this.#available
  }

  /** Counts one stream of the agent. Answers how to take it back. */
  arrive(agentId: string): () => void {
    const present = this.#present.get(agentId) ?? { streams: 0, leaving: undefined }
    clearTimeout(present.leaving)
    present.streams += 1
    this.#present.set(agentId, present)
    if (present.streams === 1) this.#tell(agentId)
    this.#lookUp.add('agents')
    return () => this.#leave(agentId, present)
  }

  /** An agent's row has changed. */
  agentChanged(): void {
    this.#lookUp.add('agents')
  }

  /** Notices may have been lost: everything is told and read anew. */
  lookAgain(): void {
    for (const agentId of this.#present.keys()) this.#untold.add(agentId)
    this.#exchange.add('words')
    this.#lookUp.add('agents')
  }

  /** The other nodes hear that everybody here goes. */
  async close(): Promise<void> {
    this.#stopBeating()
    this.#exchange.close()
    this.#lookUp.close()
    clearTimeout(this.#wordEnds)
    for (const { leaving } of this.#present.values()) clearTimeout(leaving)
    const { store } = this.#options
    if (this.#present.size > 0) await store.say([...this.#present.keys()], this.#timings.graceMs)
    this.#present.clear()
  }

  #leave(agentId: string, present: Present): void {
    present.streams -= 1
    if (present.streams > 0) return
    present.leaving = setTimeout(() => {
      this.#present.delete(agentId)
      this.#derive()
    }, this.#timings.graceMs)
    present.leaving.unref()
    this.#tell(agentId)
  }

  #tell(agentId: string): void {
    this.#untold.add(agentId)
    this.#exchange.add('words')
  }

  async #exchangeWords(): Promise<void> {
    const { store } = this.#options
    const { graceMs, ttlMs } = this.#timings
    const untold = [...this.#untold]
    this.#untold.clear()
    const isStaying = (agentId: string) => (this.#present.get(agentId)?.streams ?? 0) > 0
    const came = untold.filter(isStaying)
    const left = untold.filter((agentId) => !isStaying(agentId))
    if (came.length > 0) await store.say(came, ttlMs)
    if (left.length > 0) await store.say(left, graceMs)
    const staying = [...this.#present.keys()].filter(isStaying)
    const words = await store.beat(staying, ttlMs)
    if (words) this.#elsewhere.hear(words, performance.now())
    const isNews = words?.some(({ agentId }) => !this.#availability.has(agentId))
    if (isNews) this.#lookUp.add('agents')
    this.#derive()
  }

  async #loadAvailability(): Promise<void> {
    const agents = await this.#options.agents.listAgents()
    const before = this.#availability
    this.#availability = new Map(agents.map(({ id, availability }) => [id, availability]))
    this.#derive()
    for (const [id, availability] of this.#availability) {
      if (before.has(id) && before.get(id) !== availability) this.#options.onAvailability?.(id)
    }
  }

  #derive(): void {
    const nowMs = performance.now()
    const { here, nextEndMs } = this.#elsewhere.at(nowMs)
    clearTimeout(this.#wordEnds)
    if (nextEndMs !== null) {
      this.#wordEnds = setTimeout(() => this.#derive(), nextEndMs - nowMs + 1)
      this.#wordEnds.unref()
    }
    const everywhere = [...this.#present.keys(), ...here]
    const available = everywhere.some((agentId) => this.#availability.get(agentId) === 'online')
    if (available === this.#available) return
    this.#available = available
    this.#options.onChange()
  }
}

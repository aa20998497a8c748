import type { AgentStore, Availability } from '@shopbell/chat-core'
import type { Retry } from './backoff.ts'
import { type Batched, batched } from './batched.ts'

export interface PresenceOptions extends Retry {
  readonly agents: Pick<AgentStore, 'findAgent'>
  /** How long somebody without a stream still counts as here: longer than a reload takes. */
  readonly graceMs: number
  /** Called when `isAvailable` has changed. */
  readonly onChange: () => void
}

interface Present {
  streams: number
  /** null until the store has said. */
  availability: Availability | null
  leaving: NodeJS.Timeout | undefined
}

const GAP_MS = 20

/** Which agents are here: those with a live inbox stream on this node, and for a moment after the last one ended. */
export class Presence {
  readonly #options: PresenceOptions
  readonly #present = new Map<string, Present>()
  readonly #stale: Batched<string>
  #available = false

  constructor(options: PresenceOptions) {
    this.#options = options
    this.#stale = batched({ ...options, gapMs: GAP_MS }, (agentIds) => this.#load(agentIds))
  }

  /** Whether some agent who is here takes chats. */
  isAvailable(): boolean {
    return this.#available
  }

  /** Counts one stream of the agent. Answers how to take it back. */
  arrive(agentId: string): () => void {
    const present = this.#present.get(agentId) ?? newlyPresent()
    clearTimeout(present.leaving)
    present.streams += 1
    this.#present.set(agentId, present)
    this.#stale.add(agentId)
    return () => this.#leave(agentId, present)
  }

  /** The agent's row has changed: it is read again if it matters here. */
  agentChanged(agentId: string): void {
    if (this.#present.has(agentId)) this.#stale.add(agentId)
  }

  close(): void {
    this.#stale.close()
    for (const { leaving } of this.#present.values()) clearTimeout(leaving)
    this.#present.clear()
  }

  #leave(agentId: string, present: Present): void {
    present.streams -= 1
    if (present.streams > 0) return
    present.leaving = setTimeout(() => {
      this.#present.delete(agentId)
      this.#derive()
    }, this.#options.graceMs)
    present.leaving.unref()
  }

  async #load(agentIds: ReadonlySet<string>): Promise<void> {
    for (const agentId of agentIds) {
      const agent = await this.#options.agents.findAgent(agentId)
      const present = this.#present.get(agentId)
      if (present) present.availability = agent?.availability ?? null
    }
    this.#derive()
  }

  #derive(): void {
    const available = [...this.#present.values()].some(
      ({ availability }) => availability === 'online',
    )
    if (available === this.#available) return
    this.#available = available
    this.#options.onChange()
  }
}

const newlyPresent = (): Present => ({ streams: 0, availability: null, leaving: undefined })

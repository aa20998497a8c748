import type { PresenceWord } from './presence-store.ts'

interface Heard {
  readonly agentId: string
  readonly version: number
  readonly untilMs: number
}

/**
 * What this node has heard from the others, each word until it ends by this node's own steady clock. Only a new word
 * counts: hearing an old one again, whatever the clock of the store has done since, makes nobody stay longer. A word
 * that is missing ends nothing, for the store may have lost it.
 */
export class PresenceWords {
  readonly #heard = new Map<string, Heard>()

  hear(words: readonly PresenceWord[], nowMs: number): void {
    const repeated = new Set(words.map(keyOf))
    for (const [key, { untilMs }] of this.#heard) {
      if (untilMs <= nowMs && !repeated.has(key)) this.#heard.delete(key)
    }
    for (const word of words) {
      const { agentId, version, ttlMs } = word
      if (this.#heard.get(keyOf(word))?.version === version) continue
      this.#heard.set(keyOf(word), { agentId, version, untilMs: nowMs + ttlMs })
    }
  }

  /** Who is here by a word that still holds, and when the next of them ends. */
  at(nowMs: number): { readonly here: ReadonlySet<string>; readonly nextEndMs: number | null } {
    const holding = [...this.#heard.values()].filter(({ untilMs }) => untilMs > nowMs)
    return {
      here: new Set(holding.map(({ agentId }) => agentId)),
      nextEndMs: holding.length > 0 ? Math.min(...holding.map(({ untilMs }) => untilMs)) : null,
    }
  }
}

const keyOf = ({ agentId, nodeId }: PresenceWord): string => `${agentId} ${nodeId}`

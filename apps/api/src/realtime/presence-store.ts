/** What one node says of one agent: that the agent has a live stream there. */
export interface PresenceWord {
  readonly agentId: string
  readonly nodeId: string
  /** Names this saying of it; the next one has another. */
  readonly version: number
  /** How long it holds from now on; nothing or less: it has ended. A duration, for no two clocks agree. */
  readonly ttlMs: number
}

/**
 * Where nodes tell each other which agents are here. Every word ends by itself, so a node that dies takes its agents
 * along. A store that cannot be reached is nobody's failure: what is told to it is lost, and it answers that it does
 * not know.
 */
export interface PresenceStore {
  /** What this node says of these agents has changed: it holds for `ttlMs`, and the other nodes are called. */
  say(agentIds: readonly string[], ttlMs: number): Promise<void>
  /** Repeats what this node says of these agents, and answers what the other nodes say; null when nobody knows. */
  beat(agentIds: readonly string[], ttlMs: number): Promise<readonly PresenceWord[] | null>
  /** Calls when another node has said something new. */
  onWord(listener: () => void): void
}

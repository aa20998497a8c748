import { randomUUID } from 'node:crypto'
import type { AgentActor, Ports } from '@shopbell/chat-core'
import type { Attendance } from '../src/ws/socket-roster.ts'

/** A capacity, and when it may have held: from before it was asked for until after the next one was. */
export interface CapacityWindow {
  readonly capacity: number
  readonly fromMs: number
  readonly untilMs: number
}

/** A node as agents reach it. */
export interface SimNode {
  readonly ports: Ports
  readonly attendance: Attendance
}

/** How long the word of a node holds that dies as soon as it has said it. */
const LAST_WORD_MS = 400
const MOST_CAPACITY = 5

/** One agent of the run, and what is known of them apart from the store. One thing at a time happens to an agent. */
export class Duty {
  readonly actor: AgentActor
  readonly capacities: { capacity: number; fromMs: number; untilMs: number }[]
  /** Sockets are open at this node. */
  #node: SimNode | null = null
  #isOnline = false
  #isBusy = false
  #sinceMs: number | null = null
  #onDutyMs = 0

  constructor(actor: AgentActor, capacity: number) {
    this.actor = actor
    this.capacities = [{ capacity, fromMs: 0, untilMs: Number.POSITIVE_INFINITY }]
  }

  get mostAllowed(): number {
    return Math.max(...this.capacities.map(({ capacity }) => capacity))
  }

  /** How long they were online and connected. */
  get onDutyMs(): number {
    return this.#onDutyMs + (this.#sinceMs === null ? 0 : Date.now() - this.#sinceMs)
  }

  /** Comes to a node, or leaves the one they are at. */
  comeOrGo(node: SimNode): Promise<void> {
    return this.#alone(async () => {
      if (this.#node) {
        this.#node.attendance.left(this.actor)
        this.#node = null
      } else {
        this.#node = node
        node.attendance.arrived(this.actor)
        if (!this.#isOnline) await this.#setOnline(node, true)
      }
      this.#note()
    })
  }

  /** Stays connected, and takes chats or does not. */
  toggleAvailability(node: SimNode): Promise<void> {
    return this.#alone(async () => {
      await this.#setOnline(node, !this.#isOnline)
      this.#note()
    })
  }

  /** Was at a node that died a moment ago: nobody says that they are gone. */
  crash(node: SimNode): Promise<void> {
    return this.#alone(async () => {
      if (this.#node) return
      if (!this.#isOnline) await this.#setOnline(node, true)
      await node.ports.routing.link(randomUUID(), [this.actor.id], LAST_WORD_MS)
      node.ports.bus.publish({ type: 'agent.changed', agentId: this.actor.id })
      this.#onDutyMs += LAST_WORD_MS
    })
  }

  changeCapacity({ ports }: SimNode, random: () => number): Promise<void> {
    return this.#alone(async () => {
      const capacity = 1 + Math.floor(random() * MOST_CAPACITY)
      const before = this.capacities.at(-1)
      this.capacities.push({ capacity, fromMs: Date.now(), untilMs: Number.POSITIVE_INFINITY })
      await ports.agents.updateAgent(this.actor.id, { capacity })
      if (before) before.untilMs = Date.now()
      ports.bus.publish({ type: 'agent.changed', agentId: this.actor.id })
    })
  }

  async #alone(work: () => Promise<void>): Promise<void> {
    if (this.#isBusy) return
    this.#isBusy = true
    try {
      await work()
    } finally {
      this.#isBusy = false
    }
  }

  async #setOnline({ ports }: SimNode, isOnline: boolean): Promise<void> {
    this.#isOnline = isOnline
    const availability = isOnline ? 'online' : 'away'
    await ports.agents.updateAgent(this.actor.id, { availability })
    ports.bus.publish({ type: 'agent.changed', agentId: this.actor.id })
  }

  #note(): void {
    const isOnDuty = this.#isOnline && this.#node !== null
    if (isOnDuty === (this.#sinceMs !== null)) return
    if (this.#sinceMs !== null) this.#onDutyMs += Date.now() - this.#sinceMs
    this.#sinceMs = isOnDuty ? Date.now() : null
  }
}

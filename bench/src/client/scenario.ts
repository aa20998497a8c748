import type { Person, Room } from '../people.ts'

/** Figures by name; the names are those of the results. */
export type Figures = Readonly<Record<string, number>>

export interface Outcome {
  /** Messages that the server says it has, by room. */
  readonly acked: Readonly<Record<string, number>>
  /** What was promised and not kept; empty after a good run. */
  readonly problems: readonly string[]
}

/** Something that the load client does to servers. */
export interface Scenario {
  /** Figures since the last mark. */
  mark(): Figures
  /** Ends the load, waits for what is still on its way and says what became of everything. */
  finish(): Promise<Outcome>
}

export type WireName = 'plain' | 'socket.io' | 'trpc' | 'trpc-documented' | 'xmpp' | 'nats'

interface Job {
  readonly wire: WireName
  /** The customers' node and the agents' node: the same one, or two. */
  readonly ports: { readonly customers: number; readonly agents: number }
  readonly rooms: readonly Room[]
  /** Names the history of the database, in the ids of events. */
  readonly epoch: string
}

export interface ConversationJob extends Job {
  readonly scenario: 'conversation'
  /** Every room keeps `window` messages on their way, or all rooms together send `perSecond`. */
  readonly load: { readonly window: number } | { readonly perSecond: number }
}

export interface FanOutJob extends Job {
  readonly scenario: 'fan-out'
  readonly perSecond: number
  readonly watchers: readonly Person[]
  /** Watchers follow one room, or everything there is. */
  readonly watching: 'room' | 'inbox'
}

export interface IdleJob extends Job {
  readonly scenario: 'idle'
}

export interface ReconnectJob extends Job {
  readonly scenario: 'reconnect'
  readonly lastSeq: number
  readonly missed: number
  /** Clients that connect at the same time. */
  readonly width: number
}

export type AnyJob = ConversationJob | FanOutJob | IdleJob | ReconnectJob

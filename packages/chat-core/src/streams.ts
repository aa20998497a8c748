import type { Party } from './actor.ts'
import type { Agent } from './ports/agent-store.ts'
import type { ReadState } from './ports/room-reads.ts'
import type { RoomSummary } from './room/room.ts'
import type { RoomEvent } from './room/room-event.ts'
import type { RoomView } from './room/room-view.ts'

/** A frame of `room.events`; each is tracked with `epoch:seq` of the last thing in it. */
export type RoomStreamFrame =
  | { readonly type: 'snapshot'; readonly view: RoomView }
  | { readonly type: 'events'; readonly events: readonly RoomEvent[] }

/** What has no place in the log: never stored there, never replayed. */
export interface RoomSignals {
  readonly reads: ReadState
  /** The room's place in line, from 1; null when it is not waiting. */
  readonly place: number | null
  /** Whether any agent takes chats right now. */
  readonly available: boolean
}

/** A frame of `room.signals`: the whole state first, then what changed. */
export type SignalFrame =
  | { readonly type: 'state'; readonly signals: RoomSignals }
  | {
      readonly type: 'typing.changed'
      readonly author: Party & { readonly kind: 'customer' | 'agent' }
      /** How long it holds, on the reader's own clock; 0 ends it. */
      readonly ttlMs: number
    }

/** A frame of `inbox.events`. The client keeps the greatest version of a room. */
export type InboxFrame =
  /** First, and after every reconnect: re-read your pages. */
  | { readonly type: 'ready' }
  | { readonly type: 'room.changed'; readonly room: RoomSummary }
  /** No longer yours to see. */
  | { readonly type: 'room.gone'; readonly roomId: string; readonly version: number }
  | { readonly type: 'agent.changed'; readonly agent: Agent }
  /** They have left. */
  | { readonly type: 'agent.gone'; readonly agentId: string }
  /** Read again what you show of groups. */
  | { readonly type: 'group.changed'; readonly groupId: string }

import type { Party } from '../actor.ts'
import type { Message } from '../message/message.ts'
import type { RoomOwnership } from '../permissions.ts'
import type { ReadState } from './room-reads.ts'
import type { RoomMark } from './room-writes.ts'

/** A hint that something changed. Losing all of them costs time, never a message (DL-6). */
export type Notice =
  | {
      readonly type: 'room.changed'
      readonly room: RoomMark
      readonly messages: readonly Message[]
      /** Whether status, owner or group changed. */
      readonly statusChanged: boolean
      /** Whose the room was before a change of status, owner or group: who may have to be told that it is gone. */
      readonly before?: RoomOwnership
    }
  | { readonly type: 'read.advanced'; readonly room: RoomMark; readonly reads: ReadState }
  | {
      readonly type: 'typing.changed'
      readonly roomId: string
      readonly author: Party & { readonly kind: 'customer' | 'agent' }
      readonly ttlMs: number
    }
  | { readonly type: 'agent.changed'; readonly agentId: string }
  | { readonly type: 'group.changed'; readonly groupId: string }
  | {
      readonly type: 'access.revoked'
      readonly subject: 'session' | 'token' | 'agent'
      readonly id: string
    }
  /**
   * Notices may have been lost before this one: look at everything again. Nobody publishes it; a bus between nodes says
   * it to the listeners of its own node.
   */
  | { readonly type: 'bus.resumed' }

export interface Bus {
  /** Called after commit, never before. Must not throw and must not block the caller. */
  publish(notice: Notice): void
  /** Returns the way out. */
  subscribe(listener: (notice: Notice, origin: NoticeOrigin) => void): () => void
}

/** Where a notice was published: on the listener's own node, or on another one. */
export type NoticeOrigin = 'here' | 'elsewhere'

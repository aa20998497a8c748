import type { Message } from '../message/message.ts'
import type { Room, RoomStatus } from '../room/room.ts'

export type SendKind = 'text' | 'note'

export interface AppendInput {
  readonly roomId: string
  readonly kind: SendKind
  readonly body: string
  readonly clientId: string
}

export type AppendResult =
  | {
      readonly outcome: 'appended' | 'duplicate'
      readonly message: Message
      readonly room: RoomMark
    }
  /** The key was used for something else. */
  | { readonly outcome: 'mismatch' }
  /** Not the plain case: unknown room, not the sender's to write in, or a status that must change. */
  | { readonly outcome: 'undecided' }

/** What a notice says about the room after a change. */
export interface RoomMark {
  readonly roomId: string
  readonly groupId: string
  readonly status: RoomStatus
  readonly version: number
  readonly lastSeq: number
}

/** What a decision is shown besides the room. */
export interface ChangeLookups {
  /** Looks up an earlier send, for `state.sent`. */
  readonly clientId?: string | undefined
  /** Who may become the owner, for `state.load`, which is null if they have left: locked before the room, so that the load holds until commit. */
  readonly ownerId?: string | undefined
}

export interface RoomChange {
  readonly room: Room
  readonly messages: readonly Message[]
}

export interface RoomJoin<T> {
  readonly from: T
  readonly into: T
}

import type {
  Message,
  NoteMessage,
  RoomFactType,
  SystemMessage,
  TextMessage,
} from '../message/message.ts'

/** One entry of the log as the wire names it: noun.past-verb. Its id is `message.seq`. */
export type RoomEvent =
  | { readonly type: 'message.created'; readonly message: TextMessage | NoteMessage }
  | { readonly type: RoomFactType; readonly message: SystemMessage }

export const toRoomEvent = (message: Message): RoomEvent =>
  message.kind === 'system'
    ? { type: message.fact.type, message }
    : { type: 'message.created', message }

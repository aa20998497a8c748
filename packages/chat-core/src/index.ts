export type { Actor, AgentActor, CustomerActor, Party, StaffRole } from './actor.ts'
export { ChatError, type ChatErrorCode, type ChatErrorDetails, roomNotFound } from './errors.ts'
export { limits } from './limits.ts'
export {
  type Audience,
  type Author,
  type AuthorKind,
  type CloseReason,
  isVisibleTo,
  type Message,
  type MessageKind,
  type NewMessage,
  type NoteMessage,
  type RoomFact,
  type RoomFactType,
  type SystemMessage,
  type TextMessage,
} from './message/message.ts'
export type * from './ports.ts'
export type {
  Room,
  RoomDecision,
  RoomState,
  RoomStatus,
  RoomSummary,
  Thread,
  ThreadStatus,
} from './room/room.ts'
export { type RoomEvent, toRoomEvent } from './room/room-event.ts'
export { applyRoomEvent, type RoomView } from './room/room-view.ts'
export type { InboxFrame, RoomSignals, RoomStreamFrame, SignalFrame } from './streams.ts'

export {
  type Actor,
  type AgentActor,
  type CustomerActor,
  type Party,
  partyOf,
  type StaffRole,
} from './actor.ts'
export { type CloseCode, closeCodes } from './close-codes.ts'
export { joinHistory } from './customer/join-history.ts'
export {
  agentNotFound,
  ChatError,
  type ChatErrorCode,
  type ChatErrorDetails,
  defaultGroupStays,
  groupNotFound,
  lastAdmin,
  nameTaken,
  roomNotFound,
} from './errors.ts'
export { cannedResponsesFor, type Labels, tagsFor } from './label/labels-for.ts'
export { tagRoom } from './label/tag-room.ts'
export { limits } from './limits.ts'
export { addNote } from './message/add-note.ts'
export { excerptOf } from './message/excerpt.ts'
export { markRead } from './message/mark-read.ts'
export {
  type Audience,
  type Author,
  type AuthorKind,
  type CloseReason,
  isSameSend,
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
export { sendMessage } from './message/send-message.ts'
export { type Groups, groupsFor } from './people/groups-for.ts'
export { type Staff, staffFor } from './people/staff-for.ts'
export { type Action, actions, can, type RoomOwnership } from './permissions.ts'
export type * from './ports/agent-store.ts'
export type * from './ports/bus.ts'
export type * from './ports/customer-store.ts'
export type * from './ports/group-store.ts'
export type * from './ports/inbox.ts'
export type * from './ports/label-store.ts'
export type * from './ports/ports.ts'
export type * from './ports/room-reads.ts'
export type * from './ports/room-store.ts'
export type * from './ports/room-writes.ts'
export type * from './ports/routing-store.ts'
export type * from './ports/staff-store.ts'
export { acceptRoom } from './room/accept-room.ts'
export { accessRoom, requirePermission } from './room/access-room.ts'
export { assignRoom } from './room/assign-room.ts'
export { closeRoom } from './room/close-room.ts'
export { openRoom } from './room/open-room.ts'
export { rateRoom } from './room/rate-room.ts'
export { reopenRoom } from './room/reopen-room.ts'
export type {
  AgentLoad,
  Room,
  RoomDecision,
  RoomState,
  RoomStatus,
  RoomSummary,
  Thread,
  ThreadStatus,
} from './room/room.ts'
export { entersLine } from './room/room-decision.ts'
export { type RoomEvent, toRoomEvent } from './room/room-event.ts'
export { applyRoomEvent, type RoomView } from './room/room-view.ts'
export { type TransferInput, type TransferNote, transferRoom } from './room/transfer-room.ts'
export { type Candidate, isEligible } from './routing/candidate.ts'
export { type Choice, decideRoute } from './routing/decide-route.ts'
export { drainLine } from './routing/drain-line.ts'
export { pickAgent } from './routing/pick-agent.ts'
export type { ChoosingStrategy, RoutingStrategy } from './routing/strategy.ts'
export type { InboxFrame, RoomSignals, RoomStreamFrame, SignalFrame } from './streams.ts'

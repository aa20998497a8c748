import { randomUUID } from 'node:crypto'
import type { Action } from '@shopbell/chat-core'
import type { AnyTRPCProcedure, AnyTRPCRouter } from '@trpc/server'
import { appRouter } from '../rpc/router.ts'

/** What a call may be made with: ids that exist unless a test replaces them. */
export interface Sample {
  readonly roomId: string
  readonly agentId: string
  readonly groupId: string
  /** An agent nobody needs. */
  readonly leaverId: string
  readonly tagId: string
  readonly cannedResponseId: string
}

interface RoomProcedure {
  /** Whom the door lets in; what they may do then is `can`'s to say. */
  readonly door: 'participant' | 'agent'
  readonly action: Action
  readonly input: (sample: Sample) => object
  /** For whoever may see the room and not do this, where it is not `not_permitted`. */
  readonly denied?: string
  /** For whoever may, in an open room: null is success. `own` is its owner's answer. */
  readonly allowed?: { readonly own: string | null; readonly others: string | null }
}

interface PlainProcedure {
  readonly door: 'public' | 'customer' | 'agent'
  readonly input?: (sample: Sample) => object
  /** What whoever is let in must have the right to; others are `not_permitted`. */
  readonly action?: Action
  /** For whoever may, when that is not success. */
  readonly refusal?: string
}

const inRoom = ({ roomId }: Sample) => ({ roomId })
const text = ({ roomId }: Sample) => ({ roomId, clientId: randomUUID(), body: 'Hello.' })

/** Every procedure about one room. */
export const roomProcedures: Readonly<Record<string, RoomProcedure>> = {
  'room.get': { door: 'participant', action: 'room.view', input: inRoom },
  'room.messages': { door: 'participant', action: 'room.view', input: inRoom },
  'room.events': { door: 'participant', action: 'room.view', input: inRoom },
  'room.signals': { door: 'participant', action: 'room.view', input: inRoom },
  'room.profile': { door: 'agent', action: 'room.profile', input: inRoom },
  'room.send': {
    door: 'participant',
    action: 'room.send',
    input: text,
    denied: 'already_assigned',
  },
  'room.note': { door: 'agent', action: 'room.note', input: text },
  'room.markRead': {
    door: 'participant',
    action: 'room.read',
    input: ({ roomId }) => ({ roomId, seq: 1 }),
  },
  'room.typing': {
    door: 'participant',
    action: 'room.typing',
    input: ({ roomId }) => ({ roomId, active: true }),
  },
  'room.rate': {
    door: 'participant',
    action: 'room.rate',
    input: ({ roomId }) => ({ roomId, score: 5 }),
    allowed: { own: 'room_not_closed', others: 'room_not_closed' },
  },
  'room.close': { door: 'participant', action: 'room.close', input: inRoom },
  'room.accept': {
    door: 'agent',
    action: 'room.accept',
    input: inRoom,
    allowed: { own: null, others: 'already_assigned' },
  },
  'room.reopen': {
    door: 'agent',
    action: 'room.reopen',
    input: inRoom,
    allowed: { own: null, others: 'already_assigned' },
  },
  'room.assign': {
    door: 'agent',
    action: 'room.assign',
    input: ({ roomId, agentId }) => ({ roomId, agentId }),
  },
  'room.transfer': {
    door: 'agent',
    action: 'room.transfer',
    input: ({ roomId, groupId }) => ({ roomId, groupId }),
  },
  'room.tag': {
    door: 'agent',
    action: 'room.tag',
    input: ({ roomId, tagId }) => ({ roomId, tagId }),
  },
  'room.untag': {
    door: 'agent',
    action: 'room.tag',
    input: ({ roomId, tagId }) => ({ roomId, tagId }),
  },
}

const group = ({ groupId }: Sample) => ({ groupId })
const tag = ({ tagId }: Sample) => ({ tagId })
const cannedResponse = ({ cannedResponseId }: Sample) => ({ cannedResponseId })
/** No two calls make the same thing. */
const newName = () => randomUUID()

/** Every other procedure. */
export const plainProcedures: Readonly<Record<string, PlainProcedure>> = {
  'account.me': { door: 'public' },
  'agent.list': { door: 'agent' },
  'agent.get': { door: 'agent', input: ({ agentId }) => ({ agentId }) },
  'agent.me': { door: 'agent' },
  'agent.updateMe': { door: 'agent', input: () => ({ availability: 'online' }) },
  'agent.update': {
    door: 'agent',
    action: 'agent.appoint',
    input: ({ leaverId, groupId }) => ({
      agentId: leaverId,
      name: newName(),
      avatarUrl: null,
      role: 'agent',
      capacity: 5,
      memberships: [{ groupId, priority: 1 }],
    }),
  },
  'agent.delete': {
    door: 'agent',
    action: 'agent.appoint',
    input: ({ leaverId }) => ({ agentId: leaverId, rooms: 'requeue' }),
  },
  'agent.restore': {
    door: 'agent',
    action: 'agent.appoint',
    input: ({ leaverId }) => ({ agentId: leaverId }),
  },
  'cannedResponse.list': { door: 'agent' },
  'cannedResponse.get': { door: 'agent', input: cannedResponse },
  'cannedResponse.create': {
    door: 'agent',
    action: 'canned.manage',
    input: ({ groupId }) => ({ shortcut: newName(), body: 'Good morning!', groupId }),
  },
  'cannedResponse.update': {
    door: 'agent',
    action: 'canned.manage',
    input: (sample) => ({ ...cannedResponse(sample), body: 'Good evening!' }),
  },
  'cannedResponse.delete': { door: 'agent', action: 'canned.manage', input: cannedResponse },
  'cannedResponse.restore': { door: 'agent', action: 'canned.manage', input: cannedResponse },
  'demo.info': { door: 'public' },
  'group.list': { door: 'agent' },
  'group.get': { door: 'agent', input: group },
  'group.create': {
    door: 'agent',
    action: 'group.manage',
    input: ({ agentId }) => ({ name: newName(), members: [{ agentId, priority: 2 }] }),
  },
  'group.update': {
    door: 'agent',
    action: 'group.manage',
    input: (sample) => ({ ...group(sample), name: newName(), strategy: 'sticky' }),
  },
  'group.delete': { door: 'agent', action: 'group.manage', input: group },
  'group.restore': { door: 'agent', action: 'group.manage', input: group },
  'inbox.counts': { door: 'agent' },
  'inbox.events': { door: 'agent' },
  'inbox.list': { door: 'agent', input: () => ({ filter: 'open', limit: 10 }) },
  'queue.events': { door: 'agent' },
  'queue.list': { door: 'agent' },
  'setup.createAdmin': {
    door: 'public',
    input: () => ({
      token: 'not the token',
      name: 'Eve',
      email: 'eve@lamps.example',
      password: 'drei Elstern am Zaun',
    }),
    refusal: 'not_permitted',
  },
  'setup.status': { door: 'public' },
  'tag.list': { door: 'agent' },
  'tag.get': { door: 'agent', input: tag },
  'tag.create': { door: 'agent', action: 'tag.manage', input: () => ({ name: newName() }) },
  'tag.update': {
    door: 'agent',
    action: 'tag.manage',
    input: (sample) => ({ ...tag(sample), name: newName() }),
  },
  'tag.delete': { door: 'agent', action: 'tag.manage', input: tag },
  'tag.restore': { door: 'agent', action: 'tag.manage', input: tag },
  'widget.config': { door: 'public' },
  'widget.room': { door: 'customer' },
  'widget.session': { door: 'public', input: () => ({}) },
  'widget.signOut': { door: 'public' },
}

/** What the router really has, by path. */
export function allProcedures(): ReadonlyMap<string, AnyTRPCProcedure> {
  const { procedures }: AnyTRPCRouter['_def'] = appRouter._def
  return new Map(Object.entries<AnyTRPCProcedure>(procedures))
}

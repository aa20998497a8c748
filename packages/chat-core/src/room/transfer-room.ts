import { type Actor, type Party, partyOf } from '../actor.ts'
import {
  agentNotFound,
  ChatError,
  groupNotFound,
  idempotencyMismatch,
  roomClosed,
} from '../errors.ts'
import { cleanBody } from '../message/clean-body.ts'
import { authorOf, isSameSend, type NewMessage, systemMessage } from '../message/message.ts'
import type { Ports } from '../ports/ports.ts'
import { requirePermission } from './access-room.ts'
import { changeRoom } from './change-room.ts'
import type { Room, RoomDecision, RoomState } from './room.ts'
import { toOpen, toWaiting } from './room-decision.ts'

/** For the next owner; the key makes a repeated transfer one transfer. */
export interface TransferNote {
  readonly clientId: string
  readonly body: string
}

/** Exactly one of the two ids. */
export interface TransferInput {
  readonly roomId: string
  readonly agentId?: string | undefined
  readonly groupId?: string | undefined
  readonly note?: TransferNote | undefined
}

/** Whom the room goes to; a party of null stands for somebody nobody knows. */
interface Transfer {
  readonly to: 'agent' | 'group'
  readonly party: Party | null
  readonly note?: TransferNote | undefined
}

/** RM-6: an open room becomes another agent's, or waits again in the line of a group. */
export function decideTransfer(
  actor: Actor,
  state: RoomState,
  { to, party, note }: Transfer,
): RoomDecision | null {
  const { room, sent } = state
  requirePermission(actor, 'room.view', room)
  if (note && sent) {
    if (isSameSend(sent, actor, { kind: 'note', body: note.body })) return null
    throw idempotencyMismatch()
  }
  requirePermission(actor, 'room.transfer', room)
  if (!party) throw to === 'agent' ? agentNotFound() : groupNotFound()
  if (room.status === 'closed') throw roomClosed()
  if (room.status === 'waiting')
    throw new ChatError('room_not_open', 'Nobody has taken this conversation yet.')
  if (to === 'agent' && room.assignee?.id === party.id) return null
  const moved = systemMessage({
    type: 'room.transferred',
    by: partyOf(actor),
    agent: to === 'agent' ? party : null,
    group: to === 'group' ? party : null,
  })
  const messages: NewMessage[] = note
    ? [moved, { kind: 'note', author: authorOf(actor), body: note.body, clientId: note.clientId }]
    : [moved]
  return to === 'agent' ? toOpen(state, party, messages) : toWaiting(state, party.id, messages)
}

async function findTarget(
  { agents }: Pick<Ports, 'agents'>,
  { agentId, groupId }: TransferInput,
): Promise<Transfer> {
  if (agentId && !groupId) {
    const agent = await agents.findAgent(agentId)
    return { to: 'agent', party: agent && partyOf(agent) }
  }
  if (groupId && !agentId) {
    const groups = await agents.listGroups()
    return { to: 'group', party: groups.find(({ id }) => id === groupId) ?? null }
  }
  throw new ChatError('input_invalid', 'Name either an agent or a group.')
}

/**
 * Hands a room on, with a note if wanted. Throws `input_invalid` and the refusals of a body, then `room_not_found`,
 * `idempotency_mismatch`, `not_permitted`, `agent_not_found` or `group_not_found`, `room_closed`, `room_not_open`,
 * `agent_at_capacity`.
 */
export async function transferRoom(
  ports: Pick<Ports, 'rooms' | 'agents' | 'bus'>,
  actor: Actor,
  input: TransferInput,
): Promise<Room> {
  const note = input.note && { ...input.note, body: cleanBody(input.note.body) }
  const target = await findTarget(ports, input)
  const key = { roomId: input.roomId, clientId: note?.clientId, ownerId: input.agentId }
  const { room } = await changeRoom(ports, key, (state) =>
    decideTransfer(actor, state, { ...target, note }),
  )
  return room
}

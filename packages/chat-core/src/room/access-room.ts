import type { Actor } from '../actor.ts'
import { notPermitted, roomNotFound } from '../errors.ts'
import { type Action, can, type RoomOwnership } from '../permissions.ts'
import type { RoomStore } from '../ports/room-store.ts'
import type { Room } from './room.ts'

/** Throws `room_not_found` if the actor may not view the room, then `not_permitted` if they may not do this (PM-2). */
export function requirePermission(actor: Actor, action: Action, room: RoomOwnership): void {
  if (!can(actor, 'room.view', room)) throw roomNotFound()
  if (!can(actor, action, room)) throw notPermitted()
}

/** The room, for an actor who may do this to it. Throws like `requirePermission`, alike for an unknown id. */
export async function accessRoom(
  ports: { readonly rooms: Pick<RoomStore, 'findRoom'> },
  actor: Actor,
  { roomId, action = 'room.view' }: { readonly roomId: string; readonly action?: Action },
): Promise<Room> {
  const room = await ports.rooms.findRoom(roomId)
  if (!room) throw roomNotFound()
  requirePermission(actor, action, room)
  return room
}

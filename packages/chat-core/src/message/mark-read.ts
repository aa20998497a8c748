import type { Actor } from '../actor.ts'
import type { Ports } from '../ports/ports.ts'
import type { ReadState } from '../ports/room-reads.ts'
import { accessRoom } from '../room/access-room.ts'

/**
 * Raises the actor's read cursor to `seq`, as far as the log goes (RD-1), and answers how far both sides have read.
 * Throws `room_not_found`.
 */
export async function markRead(
  ports: Pick<Ports, 'rooms' | 'bus'>,
  actor: Actor,
  { roomId, seq }: { readonly roomId: string; readonly seq: number },
): Promise<ReadState> {
  await accessRoom(ports, actor, { roomId, action: 'room.read' })
  const reader = { kind: actor.kind, id: actor.id }
  const { reads, advanced, room } = await ports.rooms.advanceRead(roomId, reader, seq)
  if (advanced) ports.bus.publish({ type: 'read.advanced', room, reads })
  return reads
}

import type { Actor } from '../actor.ts'
import { tagNotFound } from '../errors.ts'
import type { Tag } from '../ports/label-store.ts'
import type { Ports } from '../ports/ports.ts'
import { accessRoom } from '../room/access-room.ts'

/**
 * LB-4: puts a tag on a room or takes it off; twice is once. Answers the room's tags as they are then.
 * Throws `room_not_found`, `not_permitted`, `tag_not_found`.
 */
export async function tagRoom(
  ports: Pick<Ports, 'rooms' | 'tags'>,
  actor: Actor,
  input: { readonly roomId: string; readonly tagId: string; readonly isOn: boolean },
): Promise<readonly Tag[]> {
  const { roomId, tagId, isOn } = input
  await accessRoom(ports, actor, { roomId, action: 'room.tag' })
  const tag = await ports.tags.find(tagId)
  // One that was deleted meanwhile can still be taken off, not put on.
  if (!tag || (isOn && tag.deletedAt !== null)) throw tagNotFound()
  await ports.tags.setOnRoom(roomId, tagId, isOn)
  return ports.tags.ofRoom(roomId)
}

import type { Actor } from '../actor.ts'
import { ChatError } from '../errors.ts'
import { limits } from '../limits.ts'
import { isStorable } from '../message/clean-body.ts'
import { systemMessage } from '../message/message.ts'
import type { Ports } from '../ports/ports.ts'
import { requirePermission } from './access-room.ts'
import { changeRoom } from './change-room.ts'
import type { Room, RoomDecision, RoomState } from './room.ts'
import { stay } from './room-decision.ts'

export interface Rating {
  /** A whole number from 1 to 5. */
  readonly score: number
  readonly comment: string | null
}

/** TH-4: a customer rates the thread that has just ended, once. */
export function decideRate(
  actor: Actor,
  { room, thread }: RoomState,
  { score, comment }: Rating,
): RoomDecision {
  requirePermission(actor, 'room.rate', room)
  if (room.status !== 'closed' || !thread)
    throw new ChatError('room_not_closed', 'A conversation can be rated once it has ended.')
  if (thread.rating !== null)
    throw new ChatError('already_rated', 'You have rated this conversation already.')
  return {
    ...stay(room, [systemMessage({ type: 'room.rated', score, comment })]),
    rating: score,
  }
}

function checkedRating(score: number, comment: string): Rating {
  const trimmed = comment.trim()
  if (!Number.isInteger(score) || score < 1 || score > 5)
    throw new ChatError('input_invalid', 'A rating is a whole number from 1 to 5.')
  if (trimmed.length > limits.commentMaxChars || !isStorable(trimmed))
    throw new ChatError('input_invalid', 'The comment is too long or cannot be stored.')
  return { score, comment: trimmed || null }
}

/** Throws `input_invalid`, `room_not_found`, `not_permitted`, `room_not_closed`, `already_rated`. */
export async function rateRoom(
  ports: Pick<Ports, 'rooms' | 'bus'>,
  actor: Actor,
  input: {
    readonly roomId: string
    readonly score: number
    readonly comment?: string | undefined
  },
): Promise<Room> {
  const rating = checkedRating(input.score, input.comment ?? '')
  const { room } = await changeRoom(ports, { roomId: input.roomId }, (state) =>
    decideRate(actor, state, rating),
  )
  return room
}

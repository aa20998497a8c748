import {
  type Audience,
  isVisibleTo,
  type Message,
  type RoomStreamFrame,
  toRoomEvent,
} from '@shopbell/chat-core'
import { type TrackedEnvelope, tracked } from '@trpc/server'
import { eventId } from './event-id.ts'
import { Frame } from './frame.ts'

export type RoomFrame = Frame<TrackedEnvelope<RoomStreamFrame>>

/** Every frame is tracked: one that is not would erase the position the client resumes from. */
export const roomFrame = (epoch: string, seq: number, content: RoomStreamFrame): RoomFrame =>
  new Frame(tracked(eventId(epoch, seq), content))

interface Made {
  readonly batch: readonly Message[]
  /** null: there is nothing in it for this audience. */
  readonly frame: RoomFrame | null
}

/**
 * What readers are shown of stretches of logs. A message wakes all readers of its room at once, so the newest frame of
 * each audience is kept for the next reader who is at the same place.
 */
export class SharedFrames {
  readonly #newest: Partial<Record<Audience, Made>> = {}

  of(epoch: string, batch: readonly Message[], audience: Audience): RoomFrame | null {
    const newest = this.#newest[audience]
    if (newest && isSame(newest.batch, batch)) return newest.frame
    const visible = batch.filter((message) => isVisibleTo(message, audience))
    const frame = eventsFrame(epoch, visible)
    this.#newest[audience] = { batch, frame }
    // What customers may see is for everybody; nothing else is for customers.
    if (batch.every((message) => isVisibleTo(message, 'customer'))) {
      this.#newest.customer = { batch, frame }
      this.#newest.staff = { batch, frame }
    }
    return frame
  }
}

function eventsFrame(epoch: string, messages: readonly Message[]): RoomFrame | null {
  const last = messages.at(-1)
  const events = messages.map(toRoomEvent)
  return last ? roomFrame(epoch, last.seq, { type: 'events', events }) : null
}

/** Of a log without gaps the ends tell. */
const isSame = (one: readonly Message[], other: readonly Message[]): boolean =>
  one[0] === other[0] && one.at(-1) === other.at(-1)

import type { LiveRoom, RoomOwnership, RoomStatus } from '@shopbell/chat-core'

/** A room that has changed since this node last read it. */
export interface MissedRoom {
  readonly roomId: string
  /** Whose it was then; undefined when this node did not know it. */
  readonly before: RoomOwnership | undefined
}

/** The rooms that live, in the versions that this node has read: to see which notices were lost. */
export class KnownRooms {
  #known: Map<string, LiveRoom> | null = null

  /** Takes note of a room that was just read. */
  learn(room: LiveRoom & { readonly status: RoomStatus }): void {
    const known = this.#known?.get(room.id)
    if (known && known.version > room.version) return
    if (room.status === 'closed') this.#known?.delete(room.id)
    else this.#known?.set(room.id, room)
  }

  /** Compares with the rooms that live now. The first time there is nothing to compare with, so nothing was missed. */
  missed(live: readonly LiveRoom[]): readonly MissedRoom[] {
    const known = this.#known
    this.#known = new Map(live.map((room) => [room.id, newest(room, known?.get(room.id))]))
    if (!known) return []
    const changed = live.filter(({ id, version }) => version > (known.get(id)?.version ?? -1))
    const ended = [...known.values()].filter(({ id }) => !this.#known?.has(id))
    return [...changed, ...ended].map(({ id }) => ({ roomId: id, before: known.get(id) }))
  }

  /** Nobody looks any more. */
  forget(): void {
    this.#known = null
  }
}

/** What was read for a notice may be newer than the list that was asked for before it. */
const newest = (room: LiveRoom, known: LiveRoom | undefined): LiveRoom =>
  known && known.version > room.version ? known : room

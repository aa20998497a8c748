import type { Party } from '../actor.ts'
import type { Availability } from '../ports/agent-store.ts'

/** A member of a group who has not left, as routing looks at them. */
export interface Candidate {
  readonly agent: Party
  readonly availability: Availability
  /** Whether some node holds a socket of theirs, as far as its word still holds. */
  readonly isConnected: boolean
  /** Rooms they own. */
  readonly openRooms: number
  /** The most they may own; null for any number. */
  readonly capacity: number | null
  /** ISO time at which routing last gave them a room; null for never. */
  readonly lastAssignedAt: string | null
  /** Among the members of the group: smaller goes first. */
  readonly priority: number
}

/** RT-1: whether routing may give them one more room. */
export const isEligible = ({
  availability,
  isConnected,
  openRooms,
  capacity,
}: Candidate): boolean =>
  availability === 'online' && isConnected && (capacity === null || openRooms < capacity)

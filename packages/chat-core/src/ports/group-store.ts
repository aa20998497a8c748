import type { Party } from '../actor.ts'
import type { RoutingStrategy } from '../routing/strategy.ts'
import type { ListOptions } from './label-store.ts'

/** Agents who share a line of waiting rooms. */
export interface Group extends Party {
  readonly strategy: RoutingStrategy
  /** Where new rooms go: exactly one group (AG-3). */
  readonly isDefault: boolean
  /** ISO time; null while it is in use. */
  readonly deletedAt: string | null
}

export interface GroupMember {
  readonly agentId: string
  /** Smaller goes first when rooms are given out; 0 to `limits.memberPriorityMax`. */
  readonly priority: number
}

export interface GroupDetails extends Group {
  /** Those who have not left, by name. */
  readonly members: readonly GroupMember[]
}

export interface NewGroup {
  readonly name: string
  readonly strategy: RoutingStrategy
  readonly members?: readonly GroupMember[] | undefined
}

export interface GroupChange {
  readonly name?: string | undefined
  readonly strategy?: RoutingStrategy | undefined
  /** All of them. */
  readonly members?: readonly GroupMember[] | undefined
  /** Takes the place of the default group. */
  readonly isDefault?: true | undefined
}

/** No method checks permissions. Two groups in use with the same name are `name_taken` (GR-1). */
export interface GroupStore {
  /** The default one first, then by name. */
  list(options?: ListOptions): Promise<readonly Group[]>
  /** Also one that was deleted. */
  find(groupId: string): Promise<GroupDetails | null>
  /** Whole or not at all; throws `agent_not_found` for a member who is nobody. */
  create(group: NewGroup): Promise<GroupDetails>
  /**
   * Whole or not at all. Null for one that is not in use; throws `agent_not_found` for a member who is nobody. A new
   * name raises the versions of its live rooms.
   */
  update(groupId: string, change: GroupChange): Promise<GroupDetails | null>
  /**
   * Takes it out of use, or back into it; null for an unknown one. From then on no room comes into it. Throws
   * `default_group_stays`.
   */
  setDeleted(groupId: string, isDeleted: boolean): Promise<GroupDetails | null>
  /** Some of the rooms that are in it, whatever their status. */
  roomsIn(groupId: string, limit: number): Promise<readonly string[]>
  /** All its closed rooms at once: nothing goes on in them, so their logs say nothing. Raises their versions. */
  moveClosedRooms(groupId: string, intoId: string): Promise<void>
}

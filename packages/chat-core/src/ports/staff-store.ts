import type { StaffRole } from '../actor.ts'
import type { Agent } from './agent-store.ts'
import type { ListOptions } from './label-store.ts'

/** That an agent is a member of a group. */
export interface Membership {
  readonly groupId: string
  /** As a member's of `GroupDetails`. */
  readonly priority: number
}

/** An agent as those see them who say who works here. */
export interface StaffMember extends Agent {
  /** In the groups that are in use. */
  readonly memberships: readonly Membership[]
  /** ISO time since when they have left; null for whoever works here. */
  readonly deletedAt: string | null
}

export interface StaffChange {
  readonly name?: string | undefined
  readonly avatarUrl?: string | null | undefined
  readonly role?: StaffRole | undefined
  readonly capacity?: number | null | undefined
  /** All of those in groups that are in use. */
  readonly memberships?: readonly Membership[] | undefined
}

/** Who works here, and who did. No method checks permissions. Nothing takes the last admin away: `last_admin` (AG-6). */
export interface StaffStore {
  /** By name. */
  list(options?: ListOptions): Promise<readonly StaffMember[]>
  /** Also who has left. */
  find(agentId: string): Promise<StaffMember | null>
  /**
   * Whole or not at all. Null for whoever has left; throws `group_not_found`. A new name raises the versions of the
   * rooms they own.
   */
  update(agentId: string, change: StaffChange): Promise<StaffMember | null>
  /**
   * Lets somebody go, or come back; null for nobody. In the same transaction whoever goes is offline and signed out
   * everywhere; from then on they get no room.
   */
  setDeleted(agentId: string, isDeleted: boolean): Promise<StaffMember | null>
  /** Some of the rooms that they own. */
  roomsOf(agentId: string, limit: number): Promise<readonly string[]>
}

import type { Room } from '../room/room.ts'
import type { RoomChange } from './room-writes.ts'

/** A room that routing gave to an agent. */
export interface Assignment extends RoomChange {
  /** The room as it waited. */
  readonly before: Room
}

/** The lines of the groups, and who is there to take rooms out of them. */
export interface RoutingStore {
  /**
   * Gives the room at the head of the group's line to the agent whom its strategy picks, in one transaction that no
   * other one of this line overlaps (RT-3). Null when nothing moves: nobody waits, nobody is eligible, the strategy is
   * `manual`, there is no such group. Also when it lost too many races; then whoever won them moved something.
   */
  assignNext(groupId: string): Promise<Assignment | null>
  /** The groups in whose line somebody waits whom an eligible agent could have: none after a drain of each (RT-5). */
  movableLines(): Promise<readonly string[]>
  /** A node says that it holds sockets of these agents, and that this holds for so long (RT-6). */
  link(nodeId: string, agentIds: readonly string[], ttlMs: number): Promise<void>
  /** It does not any more; without agents, of nobody. */
  unlink(nodeId: string, agentIds?: readonly string[]): Promise<void>
}

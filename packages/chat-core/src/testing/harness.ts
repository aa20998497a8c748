import type { StaffRole } from '../actor.ts'
import type { Agent } from '../ports/agent-store.ts'
import type { Ports } from '../ports/ports.ts'
import type { RoutingStrategy } from '../routing/strategy.ts'

/** A store under test, empty but for its groups, and what no port can set up. */
export interface StoreHarness {
  readonly ports: Ports
  /** As in `listGroups`: the default group first, and at least one more. */
  readonly groupIds: readonly [string, string, ...string[]]
  /** Makes somebody who can sign in; answers their id. */
  newPerson(): Promise<string>
  /** Makes an agent, and the person behind them, in exactly these groups. */
  newAgent(input: {
    readonly name: string
    readonly role: StaffRole
    readonly groupIds: readonly string[]
  }): Promise<Agent>
  setStrategy(groupId: string, strategy: RoutingStrategy): Promise<void>
  /** Priority of an agent among the members of a group. */
  setMemberPriority(agentId: string, groupId: string, priority: number): Promise<void>
  setPriority(roomId: string, priority: number): Promise<void>
  close(): Promise<void>
}

/** Called before each test. */
export type MakePorts = () => Promise<StoreHarness>

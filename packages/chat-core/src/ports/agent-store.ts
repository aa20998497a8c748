import type { Party, StaffRole } from '../actor.ts'
import type { Membership } from './staff-store.ts'

export type Availability = 'online' | 'away' | 'offline'

export interface Agent {
  readonly id: string
  readonly personId: string
  readonly name: string
  readonly role: StaffRole
  readonly availability: Availability
  /** Opening a waiting room shows it instead of taking it. */
  readonly previewFirst: boolean
  /** The most open rooms they may own at once (RM-11); null for any number. */
  readonly capacity: number | null
  /** An https address of a picture; null for none. */
  readonly avatarUrl: string | null
  /** Of groups that are in use. */
  readonly groupIds: readonly string[]
}

export interface NewAgent {
  readonly personId: string
  readonly name: string
  readonly role: StaffRole
  /** `limits.agentCapacityDefault` unless it is said. */
  readonly capacity?: number | null | undefined
  /** In the default group unless it is said. */
  readonly memberships?: readonly Membership[] | undefined
}

/** Those who work here. `StaffStore` also knows who has left. */
export interface AgentStore {
  findAgent(agentId: string): Promise<Agent | null>
  findAgentOfPerson(personId: string): Promise<Agent | null>
  listAgents(): Promise<readonly Agent[]>
  createAgent(input: NewAgent): Promise<Agent>
  updateAgent(
    agentId: string,
    patch: { availability?: Availability; previewFirst?: boolean; capacity?: number | null },
  ): Promise<Agent>
  /** Those in use, the default one first; `GroupStore` has the rest of them. */
  listGroups(): Promise<readonly Party[]>
}

import type { Party, StaffRole } from '../actor.ts'

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
  readonly groupIds: readonly string[]
}

export interface AgentStore {
  findAgent(agentId: string): Promise<Agent | null>
  findAgentOfPerson(personId: string): Promise<Agent | null>
  listAgents(): Promise<readonly Agent[]>
  createAgent(input: { personId: string; name: string; role: StaffRole }): Promise<Agent>
  updateAgent(
    agentId: string,
    patch: { availability?: Availability; previewFirst?: boolean; capacity?: number | null },
  ): Promise<Agent>
  /** Those in use, the default one first; `GroupStore` has the rest of them. */
  listGroups(): Promise<readonly Party[]>
}

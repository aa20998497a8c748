/** Who acts. Built by the API from a verified session or token, never from a field the client sends. */
export type StaffRole = 'agent' | 'manager' | 'admin'

export interface CustomerActor {
  readonly kind: 'customer'
  readonly id: string
  readonly name: string
}

export interface AgentActor {
  readonly kind: 'agent'
  readonly id: string
  readonly name: string
  readonly role: StaffRole
  readonly groupIds: readonly string[]
}

export type Actor = CustomerActor | AgentActor

/** The public face of somebody in the log: never a mail address, never a role. */
export interface Party {
  readonly id: string
  readonly name: string
}

/** What the log says about an actor. */
export const partyOf = ({ id, name }: Party): Party => ({ id, name })

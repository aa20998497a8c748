/** Somebody who opens a socket, with what proves who they are. */
export interface Person {
  readonly kind: 'customer' | 'agent'
  readonly id: string
  /** Where they meet; chat servers that know no rooms have their people named after it. */
  readonly roomId: string
  /** A customer's token. */
  readonly token?: string
  /** An agent's session, as a Cookie header. */
  readonly cookie?: string
}

/** One customer's room and the agent who has it. */
export interface Room {
  readonly roomId: string
  readonly customer: Person
  readonly agent: Person
}

import {
  type Actor,
  type Agent,
  type AgentActor,
  ChatError,
  type Customer,
  type CustomerActor,
} from '@shopbell/chat-core'
import type { Credentials } from './credentials.ts'
import type { Identity } from './identity.ts'

/** Who is calling, and what proved it: revoking that ends what they opened with it. */
export interface Caller<Kind extends Actor = Actor> {
  readonly actor: Kind
  readonly credential: { readonly kind: 'session' | 'token'; readonly id: string }
}

const notSignedIn = () => new ChatError('not_signed_in', 'Please sign in first.')
const sessionExpired = () =>
  new ChatError('session_expired', 'This session has ended. Please start a new one.')

export const toCustomerActor = ({ id, name }: Customer): CustomerActor => ({
  kind: 'customer',
  id,
  name,
})

const toAgentActor = ({ id, name, role, groupIds }: Agent): AgentActor => ({
  kind: 'agent',
  id,
  name,
  role,
  groupIds,
})

/** @throws ChatError `not_signed_in` without a token, `session_expired` with one that is no longer good */
export async function requireCustomer(
  identity: Identity,
  { tokenHash }: Credentials,
): Promise<Caller<CustomerActor>> {
  if (!tokenHash) throw notSignedIn()
  const token = await identity.customer(tokenHash)
  if (!token) throw sessionExpired()
  return {
    actor: toCustomerActor(token.customer),
    credential: { kind: 'token', id: token.id },
  }
}

/** @throws ChatError `not_signed_in`, or `not_permitted` for a person who is no agent */
export async function requireAgent(
  identity: Identity,
  { cookies }: Credentials,
): Promise<Caller<AgentActor>> {
  const signedIn = await identity.signedIn(cookies)
  if (!signedIn) throw notSignedIn()
  const agent = await identity.agent(signedIn.person.id)
  if (!agent) throw new ChatError('not_permitted', 'This is for the people who answer.')
  return { actor: toAgentActor(agent), credential: { kind: 'session', id: signedIn.sessionId } }
}

/**
 * Whoever takes part in rooms: as what the caller asks to be, else the customer if there is a token, else the agent.
 * @throws ChatError `not_signed_in`, `session_expired`, `not_permitted`
 */
export function requireParticipant(identity: Identity, credentials: Credentials): Promise<Caller> {
  const actAs = credentials.actAs ?? (credentials.tokenHash ? 'customer' : 'agent')
  return actAs === 'customer'
    ? requireCustomer(identity, credentials)
    : requireAgent(identity, credentials)
}

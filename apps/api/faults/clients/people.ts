import { createHmac, randomBytes, randomUUID } from 'node:crypto'
import type { StaffRole } from '@shopbell/chat-core'
import { sessionCookieName } from '../../src/auth/auth.ts'
import {
  customerCookieName,
  customerTokenTtlMs,
  hashCustomerToken,
  mintCustomerToken,
} from '../../src/auth/customer-token.ts'
import type { Cluster } from '../services/cluster.ts'
import type { Person } from './person.ts'

const SESSION_MS = 12 * 60 * 60 * 1_000

/** A customer with a token of their own, and their empty room. */
export async function newCustomer(
  { stores }: Cluster,
  name = 'Customer',
): Promise<{ person: Person; roomId: string }> {
  const customer = await stores.customers.createCustomer({ name })
  const token = mintCustomerToken()
  const { id: roomId } = await stores.rooms.getOrCreateRoom(customer.id)
  await stores.customers.issueToken({
    customerId: customer.id,
    tokenHash: hashCustomerToken(token),
    ttlMs: customerTokenTtlMs,
  })
  const cookie = `${customerCookieName(false)}=${token}`
  return { roomId, person: { id: customer.id, name, actAs: 'customer', cookie } }
}

/** An agent of the default group who is signed in. Their session stands in the database, without a password's cost. */
export async function newAgent(
  { stores, sql, authSecret }: Cluster,
  { name = 'Agent', role = 'agent' }: { name?: string; role?: StaffRole } = {},
): Promise<Person> {
  const personId = randomUUID()
  const token = randomBytes(24).toString('base64url')
  const expiresAt = new Date(Date.now() + SESSION_MS)
  await sql`insert into people (id, name, email) values (${personId}, ${name}, ${`${personId}@lamps.example`})`
  const agent = await stores.agents.createAgent({ personId, name, role, capacity: null })
  await sql`insert into sessions (id, person_id, token, expires_at)
    values (${randomUUID()}, ${personId}, ${token}, ${expiresAt})`
  const signature = createHmac('sha256', authSecret).update(token).digest('base64')
  const cookie = `${sessionCookieName(false)}=${encodeURIComponent(`${token}.${signature}`)}`
  return { id: agent.id, name, actAs: 'agent', cookie }
}

import { randomBytes } from 'node:crypto'
import { type Customer, joinHistory, type Person, type Ports } from '@shopbell/chat-core'
import { toCustomerActor } from './caller.ts'
import type { Credentials } from './credentials.ts'
import { customerTokenTtlMs, hashCustomerToken, mintCustomerToken } from './customer-token.ts'
import type { Identity } from './identity.ts'

export interface CustomerSession {
  readonly customer: Customer
  /** Set when the browser must replace the token it has, or has none. */
  readonly token: string | null
}

type SessionPorts = Pick<Ports, 'rooms' | 'customers' | 'bus'>

export interface SessionOptions {
  readonly ports: SessionPorts
  readonly identity: Identity
  /** Asked before an anonymous customer is made; throws to refuse. */
  readonly admit: () => Promise<void>
}

const anonymousName = () => `Shopper ${randomBytes(2).toString('hex').toUpperCase()}`

async function issueToken({ customers }: SessionPorts, customer: Customer) {
  const token = mintCustomerToken()
  await customers.issueToken({
    customerId: customer.id,
    tokenHash: hashCustomerToken(token),
    ttlMs: customerTokenTtlMs,
  })
  return { customer, token }
}

const customerOf = async ({ customers }: SessionPorts, person: Person): Promise<Customer> =>
  (await customers.findCustomerOfPerson(person.id)) ??
  (await customers.createCustomer({ name: person.name, email: person.email, personId: person.id }))

/** Ends a token and whatever was opened with it. */
export async function revokeToken(ports: SessionPorts, tokenId: string): Promise<void> {
  await ports.customers.revokeToken(tokenId)
  ports.bus.publish({ type: 'access.revoked', subject: 'token', id: tokenId })
}

/**
 * Resumes the customer of the presented token, else finds the signed-in person's, else makes an anonymous one.
 * Who signed in on this browser takes its anonymous history along and gets a new token; the old one dies.
 */
export async function startCustomerSession(
  { ports, identity, admit }: SessionOptions,
  { tokenHash, cookies }: Credentials,
): Promise<CustomerSession> {
  const [known, signedIn] = await Promise.all([
    tokenHash ? identity.customer(tokenHash) : null,
    identity.signedIn(cookies),
  ])
  const person = signedIn?.person
  if (known && (!person || known.customer.personId === person.id)) {
    return { customer: known.customer, token: null }
  }
  if (known && person) {
    const customer = await joinHistory(ports, toCustomerActor(known.customer), person)
    const session = await issueToken(ports, customer)
    await revokeToken(ports, known.id)
    return session
  }
  if (person) return issueToken(ports, await customerOf(ports, person))
  await admit()
  return issueToken(ports, await ports.customers.createCustomer({ name: anonymousName() }))
}

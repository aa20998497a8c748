import type { Customer, CustomerStore, Person } from '@shopbell/chat-core'
import { and, eq, isNull, sql } from 'drizzle-orm'
import { customers, rooms } from '../schema/index.ts'
import { findTokens, issueToken, revokeToken } from './customer-tokens.ts'
import { violatesUnique } from './sql-state.ts'
import type { StoreContext } from './store-context.ts'

const selectCustomers = ({ db }: StoreContext) => db.select().from(customers).$dynamic()

async function findCustomer(context: StoreContext, customerId: string): Promise<Customer | null> {
  const [found] = await selectCustomers(context).where(eq(customers.id, customerId))
  return found ?? null
}

async function findCustomerOfPerson(
  context: StoreContext,
  personId: string,
): Promise<Customer | null> {
  const [found] = await selectCustomers(context).where(eq(customers.personId, personId))
  return found ?? null
}

async function createCustomer(
  context: StoreContext,
  input: { readonly name: string; readonly email?: string; readonly personId?: string },
): Promise<Customer> {
  const { db, now } = context
  const [created] = await db
    .insert(customers)
    .values({ ...input, createdAt: now })
    .onConflictDoNothing({ target: customers.personId })
    .returning()
  const customer =
    created ?? (input.personId && (await findCustomerOfPerson(context, input.personId)))
  if (!customer) throw new Error('A customer was neither created nor found.')
  return customer
}

async function bindPerson(
  { db }: StoreContext,
  customerId: string,
  person: Person,
): Promise<Customer | null> {
  const bind = db.transaction(async (tx) => {
    const [bound] = await tx
      .update(customers)
      .set({ personId: person.id, name: person.name, email: person.email })
      .where(and(eq(customers.id, customerId), isNull(customers.personId)))
      .returning()
    if (!bound) return null
    await tx
      .update(rooms)
      .set({ version: sql`${rooms.version} + 1` })
      .where(eq(rooms.customerId, customerId))
    return bound
  })
  return bind.catch((error: unknown) => {
    // The person has a customer.
    if (violatesUnique(error)) return null
    throw error
  })
}

export const createCustomerStore = (context: StoreContext): CustomerStore => ({
  createCustomer: (input) => createCustomer(context, input),
  findCustomer: (customerId) => findCustomer(context, customerId),
  findCustomerOfPerson: (personId) => findCustomerOfPerson(context, personId),
  bindPerson: (customerId, person) => bindPerson(context, customerId, person),
  issueToken: (input) => issueToken(context, input),
  findTokens: (tokenHashes) => findTokens(context, tokenHashes),
  revokeToken: (tokenId) => revokeToken(context, tokenId),
})

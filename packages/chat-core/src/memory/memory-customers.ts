import { limits } from '../limits.ts'
import type { Customer, CustomerStore, CustomerToken } from '../ports/customer-store.ts'
import { toIso } from './iso-time.ts'
import { findRowOfCustomer } from './memory-room-writes.ts'
import { rowOf, type Tables, type TokenRow } from './tables.ts'

const ofPerson = ({ customers }: Tables, personId: string): Customer | undefined =>
  [...customers.values()].find((customer) => customer.personId === personId)

const toToken = (tables: Tables, { id, customerId }: TokenRow): CustomerToken => ({
  id,
  customer: rowOf(tables.customers, customerId),
})

export const createCustomers = (tables: Tables): CustomerStore => ({
  async createCustomer({ name, email = null, personId = null }) {
    const known = personId === null ? undefined : ofPerson(tables, personId)
    if (known) return known
    const createdAt = toIso(tables.clock.nowMs())
    const customer: Customer = { id: tables.newId(), name, email, personId, createdAt }
    tables.customers.set(customer.id, customer)
    return customer
  },

  async findCustomer(customerId) {
    return tables.customers.get(customerId) ?? null
  },

  async findCustomerOfPerson(personId) {
    return ofPerson(tables, personId) ?? null
  },

  async bindPerson(customerId, person) {
    const customer = tables.customers.get(customerId)
    if (!customer || customer.personId !== null || ofPerson(tables, person.id)) return null
    const { id: personId, name, email } = person
    const bound: Customer = { ...customer, personId, name, email }
    tables.customers.set(customerId, bound)
    const room = findRowOfCustomer(tables, customerId)
    if (room) room.version += 1
    return bound
  },

  async issueToken({ customerId, tokenHash, ttlMs }) {
    if (tables.tokens.has(tokenHash)) throw new Error('This token has been issued already.')
    const nowMs = tables.clock.nowMs()
    const token: TokenRow = {
      id: tables.newId(),
      customerId: rowOf(tables.customers, customerId).id,
      expiresAtMs: nowMs + ttlMs,
      lastUsedAtMs: nowMs,
    }
    tables.tokens.set(tokenHash, token)
    return toToken(tables, token)
  },

  async findTokens(tokenHashes) {
    const nowMs = tables.clock.nowMs()
    return tokenHashes.map((tokenHash) => {
      const token = tables.tokens.get(tokenHash)
      if (!token || token.expiresAtMs <= nowMs) return null
      if (token.lastUsedAtMs + limits.customerTokenIdleMs <= nowMs) return null
      token.lastUsedAtMs = nowMs
      return toToken(tables, token)
    })
  },

  async revokeToken(tokenId) {
    for (const [hash, { id }] of tables.tokens) if (id === tokenId) tables.tokens.delete(hash)
  },
})

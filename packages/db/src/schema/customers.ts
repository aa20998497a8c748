import { index, pgTable, text } from 'drizzle-orm/pg-core'
import { clock, id, instant, newId } from './columns.ts'
import { people } from './people.ts'

export const customers = pgTable('customers', {
  id: id('id').primaryKey().default(newId),
  name: text('name').notNull(),
  email: text('email'),
  /** A person is at most one customer; an anonymous customer is nobody's. */
  personId: text('person_id')
    .unique()
    .references(() => people.id, { onDelete: 'set null' }),
  createdAt: instant('created_at').notNull().default(clock),
})

export const customerTokens = pgTable(
  'customer_tokens',
  {
    id: id('id').primaryKey().default(newId),
    customerId: id('customer_id')
      .notNull()
      .references(() => customers.id, { onDelete: 'cascade' }),
    /** Never the token: whoever reads this table cannot act as a customer. */
    tokenHash: text('token_hash').notNull().unique(),
    createdAt: instant('created_at').notNull().default(clock),
    expiresAt: instant('expires_at').notNull(),
    lastUsedAt: instant('last_used_at').notNull().default(clock),
    revokedAt: instant('revoked_at'),
  },
  (token) => [index('customer_tokens_customer').on(token.customerId)],
)

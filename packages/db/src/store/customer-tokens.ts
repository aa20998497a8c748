import { type CustomerToken, limits } from '@shopbell/chat-core'
import { and, eq, gt, isNull, type SQL, sql } from 'drizzle-orm'
import { customers, customerTokens } from '../schema/index.ts'
import type { StoreContext } from './store-context.ts'

/** Often enough to see which browsers are in use, seldom enough to cost nothing. */
const TOUCH_EVERY = sql`interval '1 hour'`
const IDLE_MAX = sql`${limits.customerTokenIdleMs}::float8 * interval '1 millisecond'`

async function findLive({ db, now }: StoreContext, condition: SQL) {
  const [row] = await db
    .select({
      id: customerTokens.id,
      customer: customers,
      isTouchDue: sql<boolean>`${customerTokens.lastUsedAt} < ${now} - ${TOUCH_EVERY}`,
    })
    .from(customerTokens)
    .innerJoin(customers, eq(customers.id, customerTokens.customerId))
    .where(
      and(
        condition,
        isNull(customerTokens.revokedAt),
        gt(customerTokens.expiresAt, now),
        gt(customerTokens.lastUsedAt, sql`${now} - ${IDLE_MAX}`),
      ),
    )
    .prepare('find_token')
    .execute()
  return row ?? null
}

/** See `CustomerStore.findToken`. */
export async function findToken(
  context: StoreContext,
  tokenHash: string,
): Promise<CustomerToken | null> {
  const token = await findLive(context, eq(customerTokens.tokenHash, tokenHash))
  if (!token) return null
  const { id, customer, isTouchDue } = token
  if (isTouchDue)
    await context.db
      .update(customerTokens)
      .set({ lastUsedAt: context.now })
      .where(eq(customerTokens.id, id))
  return { id, customer }
}

/** See `CustomerStore.issueToken`. */
export async function issueToken(
  context: StoreContext,
  input: { readonly customerId: string; readonly tokenHash: string; readonly ttlMs: number },
): Promise<CustomerToken> {
  const { db, now } = context
  const { customerId, tokenHash, ttlMs } = input
  const [customer] = await db.select().from(customers).where(eq(customers.id, customerId))
  if (!customer) throw new Error('A token needs its customer.')
  const expiresAt = sql`${now} + ${ttlMs}::float8 * interval '1 millisecond'`
  const [token] = await db
    .insert(customerTokens)
    .values({ customerId, tokenHash, expiresAt, createdAt: now, lastUsedAt: now })
    .returning({ id: customerTokens.id })
  if (!token) throw new Error('insert answered no row.')
  return { id: token.id, customer }
}

/** See `CustomerStore.revokeToken`. A revoked token stays revoked since the first time. */
export async function revokeToken({ db, now }: StoreContext, tokenId: string): Promise<void> {
  await db
    .update(customerTokens)
    .set({ revokedAt: now })
    .where(and(eq(customerTokens.id, tokenId), isNull(customerTokens.revokedAt)))
}

import { type CustomerToken, limits } from '@shopbell/chat-core'
import { and, eq, gt, inArray, isNull, sql } from 'drizzle-orm'
import { customers, customerTokens } from '../schema/index.ts'
import type { StoreContext } from './store-context.ts'

/** Often enough to see which browsers are in use, seldom enough to cost nothing. */
const TOUCH_EVERY = sql`interval '1 hour'`
const IDLE_MAX = sql`${limits.customerTokenIdleMs}::float8 * interval '1 millisecond'`

/** See `CustomerStore.findTokens`. */
export async function findTokens(
  { db, now }: StoreContext,
  tokenHashes: readonly string[],
): Promise<readonly (CustomerToken | null)[]> {
  const rows = await db
    .select({
      id: customerTokens.id,
      tokenHash: customerTokens.tokenHash,
      customer: customers,
      isTouchDue: sql<boolean>`${customerTokens.lastUsedAt} < ${now} - ${TOUCH_EVERY}`,
    })
    .from(customerTokens)
    .innerJoin(customers, eq(customers.id, customerTokens.customerId))
    .where(
      and(
        sql`${customerTokens.tokenHash} = any(${sql.param([...tokenHashes])}::text[])`,
        isNull(customerTokens.revokedAt),
        gt(customerTokens.expiresAt, now),
        gt(customerTokens.lastUsedAt, sql`${now} - ${IDLE_MAX}`),
      ),
    )
    .prepare('find_tokens')
    .execute()
  const due = rows.filter(({ isTouchDue }) => isTouchDue).map(({ id }) => id)
  if (due.length > 0)
    await db.update(customerTokens).set({ lastUsedAt: now }).where(inArray(customerTokens.id, due))
  const live = new Map(rows.map(({ tokenHash, id, customer }) => [tokenHash, { id, customer }]))
  return tokenHashes.map((tokenHash) => live.get(tokenHash) ?? null)
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

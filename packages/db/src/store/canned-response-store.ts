import {
  type CannedResponse,
  type CannedResponseFields,
  type CannedResponseStore,
  groupNotFound,
} from '@shopbell/chat-core'
import { and, asc, eq, type SQL } from 'drizzle-orm'
import { cannedResponses, groups } from '../schema/index.ts'
import { deletion, inUse, orNameTaken } from './label-rows.ts'
import { toParty } from './room-row.ts'
import type { StoreContext } from './store-context.ts'

async function findCannedResponses(
  { db }: StoreContext,
  condition: SQL | undefined,
): Promise<readonly CannedResponse[]> {
  const rows = await db
    .select()
    .from(cannedResponses)
    .leftJoin(groups, eq(groups.id, cannedResponses.groupId))
    .where(condition)
    .orderBy(asc(cannedResponses.shortcut), asc(cannedResponses.id))
  return rows.map(({ canned_responses: row, groups: group }) => ({
    id: row.id,
    shortcut: row.shortcut,
    body: row.body,
    group: group && toParty(group),
    deletedAt: row.deletedAt,
  }))
}

async function findCannedResponse(
  context: StoreContext,
  id: string | undefined,
): Promise<CannedResponse | null> {
  if (id === undefined) return null
  const [found] = await findCannedResponses(context, eq(cannedResponses.id, id))
  return found ?? null
}

async function requireGroup(
  { db }: StoreContext,
  groupId: string | null | undefined,
): Promise<void> {
  if (!groupId) return
  const isMeant = and(eq(groups.id, groupId), inUse(groups))
  const [group] = await db.select({ id: groups.id }).from(groups).where(isMeant)
  if (!group) throw groupNotFound()
}

async function createCannedResponse(
  context: StoreContext,
  fields: CannedResponseFields,
): Promise<CannedResponse> {
  const { db, now } = context
  await requireGroup(context, fields.groupId)
  const insert = db.insert(cannedResponses).values({ ...fields, createdAt: now })
  const [row] = await orNameTaken(insert.returning({ id: cannedResponses.id }), 'shortcut')
  const created = await findCannedResponse(context, row?.id)
  if (!created) throw new Error('A canned response was neither created nor found.')
  return created
}

export function createCannedResponseStore(context: StoreContext): CannedResponseStore {
  const { db, now } = context
  return {
    list: ({ withDeleted } = {}) =>
      findCannedResponses(context, inUse(cannedResponses, withDeleted)),
    find: (id) => findCannedResponse(context, id),
    create: (fields) => createCannedResponse(context, fields),
    async update(id, patch) {
      await requireGroup(context, patch.groupId)
      // It is null already; a statement that sets nothing would be none.
      const update = db.update(cannedResponses).set({ ...patch, deletedAt: null })
      const change = update.where(and(eq(cannedResponses.id, id), inUse(cannedResponses)))
      const [row] = await orNameTaken(change.returning({ id: cannedResponses.id }), 'shortcut')
      return findCannedResponse(context, row?.id)
    },
    async setDeleted(id, isDeleted) {
      const deletedAt = deletion(cannedResponses, isDeleted, now)
      const update = db.update(cannedResponses).set({ deletedAt }).where(eq(cannedResponses.id, id))
      const [row] = await orNameTaken(update.returning({ id: cannedResponses.id }), 'shortcut')
      return findCannedResponse(context, row?.id)
    },
  }
}

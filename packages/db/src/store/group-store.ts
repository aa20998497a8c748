import {
  defaultGroupStays,
  type Group,
  type GroupChange,
  type GroupDetails,
  type GroupStore,
  type NewGroup,
} from '@shopbell/chat-core'
import { and, asc, desc, eq, ne, type SQL, sql } from 'drizzle-orm'
import { groups, rooms } from '../schema/index.ts'
import { findMembers, replaceMembers } from './group-members.ts'
import { deletion, inUse, orNameTaken } from './label-rows.ts'
import type { StoreContext } from './store-context.ts'

const columns = {
  id: groups.id,
  name: groups.name,
  strategy: groups.strategy,
  isDefault: groups.isDefault,
  deletedAt: groups.deletedAt,
}

const findGroups = ({ db }: StoreContext, condition?: SQL): Promise<readonly Group[]> =>
  db
    .select(columns)
    .from(groups)
    .where(condition)
    .orderBy(desc(groups.isDefault), asc(groups.name), asc(groups.id))

async function findGroup(context: StoreContext, groupId: string): Promise<GroupDetails | null> {
  const [group] = await findGroups(context, eq(groups.id, groupId))
  return group ? { ...group, members: await findMembers(context, groupId) } : null
}

async function createGroup(
  { db, now }: StoreContext,
  { members = [], ...fields }: NewGroup,
): Promise<GroupDetails> {
  const create = db.transaction(async (tx) => {
    const context = { db: tx, now }
    const [group] = await tx
      .insert(groups)
      .values({ ...fields, createdAt: now })
      .returning(columns)
    if (!group) throw new Error('insert answered no row.')
    await replaceMembers(context, group.id, members)
    return { ...group, members: await findMembers(context, group.id) }
  })
  return orNameTaken(create, 'name')
}

/** One after the other, for there is exactly one default group at any time. */
async function makeDefault({ db }: StoreContext, groupId: string): Promise<void> {
  await db
    .update(groups)
    .set({ isDefault: false })
    .where(and(groups.isDefault, ne(groups.id, groupId)))
  await db.update(groups).set({ isDefault: true }).where(eq(groups.id, groupId))
}

/** Of the live rooms, whose rows show the name. */
async function raiseVersions({ db }: StoreContext, groupId: string): Promise<void> {
  await db
    .update(rooms)
    .set({ version: sql`${rooms.version} + 1` })
    .where(and(eq(rooms.groupId, groupId), ne(rooms.status, 'closed')))
}

async function updateGroup(
  { db, now }: StoreContext,
  groupId: string,
  { members, isDefault, ...fields }: GroupChange,
): Promise<GroupDetails | null> {
  const update = db.transaction(async (tx) => {
    const context = { db: tx, now }
    // Two who want to be the default take turns, before either has locked a row that the other one needs.
    if (isDefault) await tx.execute(sql`select from ${groups} order by id for no key update`)
    const [group] = await tx
      .update(groups)
      // It is null already; a statement that sets nothing would be none.
      .set({ ...fields, deletedAt: null })
      .where(and(eq(groups.id, groupId), inUse(groups)))
      .returning({ id: groups.id })
    if (!group) return null
    if (isDefault) await makeDefault(context, groupId)
    if (fields.name !== undefined) await raiseVersions(context, groupId)
    if (members) await replaceMembers(context, groupId, members)
    return findGroup(context, groupId)
  })
  return orNameTaken(update, 'name')
}

/** Waits until no room is on its way into the group: see `requireGroupInUse`. */
async function lockAgainstRooms({ db }: StoreContext, groupId: string): Promise<void> {
  await db.select({ id: groups.id }).from(groups).where(eq(groups.id, groupId)).for('update')
}

async function setDeleted(
  { db, now }: StoreContext,
  groupId: string,
  isDeleted: boolean,
): Promise<GroupDetails | null> {
  const update = db.transaction(async (tx) => {
    const context = { db: tx, now }
    await lockAgainstRooms(context, groupId)
    const [changed] = await tx
      .update(groups)
      .set({ deletedAt: deletion(groups, isDeleted, now) })
      .where(and(eq(groups.id, groupId), isDeleted ? eq(groups.isDefault, false) : undefined))
      .returning({ id: groups.id })
    const group = await findGroup(context, groupId)
    if (group && !changed) throw defaultGroupStays()
    return group
  })
  return orNameTaken(update, 'name')
}

export const createGroupStore = (context: StoreContext): GroupStore => ({
  list: ({ withDeleted } = {}) => findGroups(context, inUse(groups, withDeleted)),
  find: (groupId) => findGroup(context, groupId),
  create: (group) => createGroup(context, group),
  update: (groupId, change) => updateGroup(context, groupId, change),
  setDeleted: (groupId, isDeleted) => setDeleted(context, groupId, isDeleted),
  async roomsIn(groupId, limit) {
    const isIn = eq(rooms.groupId, groupId)
    const rows = await context.db.select({ id: rooms.id }).from(rooms).where(isIn).limit(limit)
    return rows.map(({ id }) => id)
  },
  async moveClosedRooms(groupId, intoId) {
    await context.db
      .update(rooms)
      .set({ groupId: intoId, version: sql`${rooms.version} + 1` })
      .where(and(eq(rooms.groupId, groupId), eq(rooms.status, 'closed')))
  },
})

import type { Tag, TagStore } from '@shopbell/chat-core'
import { and, asc, eq } from 'drizzle-orm'
import { roomTags, tags } from '../schema/index.ts'
import { deletion, inUse, orNameTaken } from './label-rows.ts'
import type { StoreContext } from './store-context.ts'

const columns = { id: tags.id, name: tags.name, deletedAt: tags.deletedAt }

const selectTags = ({ db }: StoreContext) =>
  db.select(columns).from(tags).orderBy(asc(tags.name), asc(tags.id)).$dynamic()

async function findTag(context: StoreContext, tagId: string): Promise<Tag | null> {
  const [tag] = await selectTags(context).where(eq(tags.id, tagId))
  return tag ?? null
}

async function createTag({ db, now }: StoreContext, name: string): Promise<Tag> {
  const insert = db.insert(tags).values({ name, createdAt: now }).returning(columns)
  const [tag] = await orNameTaken(insert, 'name')
  if (!tag) throw new Error('insert answered no row.')
  return tag
}

const ofRoom = (context: StoreContext, roomId: string): Promise<readonly Tag[]> =>
  selectTags(context)
    .innerJoin(roomTags, eq(roomTags.tagId, tags.id))
    .where(and(eq(roomTags.roomId, roomId), inUse(tags)))

async function setOnRoom(
  { db }: StoreContext,
  { roomId, tagId }: { readonly roomId: string; readonly tagId: string },
  isOn: boolean,
): Promise<void> {
  if (isOn) await db.insert(roomTags).values({ roomId, tagId }).onConflictDoNothing()
  else await db.delete(roomTags).where(and(eq(roomTags.roomId, roomId), eq(roomTags.tagId, tagId)))
}

export function createTagStore(context: StoreContext): TagStore {
  const { db, now } = context
  return {
    list: ({ withDeleted } = {}) => selectTags(context).where(inUse(tags, withDeleted)),
    find: (tagId) => findTag(context, tagId),
    create: ({ name }) => createTag(context, name),
    async update(tagId, { name }) {
      // It is null already; a statement that sets nothing would be none.
      const update = db.update(tags).set({ name, deletedAt: null })
      const change = update.where(and(eq(tags.id, tagId), inUse(tags))).returning(columns)
      return (await orNameTaken(change, 'name'))[0] ?? null
    },
    async setDeleted(tagId, isDeleted) {
      const update = db.update(tags).set({ deletedAt: deletion(tags, isDeleted, now) })
      const change = update.where(eq(tags.id, tagId)).returning(columns)
      return (await orNameTaken(change, 'name'))[0] ?? null
    },
    ofRoom: (roomId) => ofRoom(context, roomId),
    setOnRoom: (roomId, tagId, isOn) => setOnRoom(context, { roomId, tagId }, isOn),
  }
}

import { nameTaken } from '@shopbell/chat-core'
import { isNull, type SQL, sql } from 'drizzle-orm'
import type { AnyPgColumn } from 'drizzle-orm/pg-core'
import { violatesUnique } from './sql-state.ts'

interface Deletable {
  readonly deletedAt: AnyPgColumn
}

/** A condition on rows of what can be deleted; none when deleted ones are wanted as well. */
export const inUse = ({ deletedAt }: Deletable, withDeleted = false): SQL | undefined =>
  withDeleted ? undefined : isNull(deletedAt)

/** What `deletedAt` is to be. The time of the first deletion stays. */
export const deletion = ({ deletedAt }: Deletable, isDeleted: boolean, now: SQL): SQL =>
  isDeleted ? sql`coalesce(${deletedAt}, ${now})` : sql`null`

/** Throws `name_taken` where the database refuses a second row in use of the same name. */
export async function orNameTaken<Result>(
  change: PromiseLike<Result>,
  field: string,
): Promise<Result> {
  try {
    return await change
  } catch (error) {
    if (violatesUnique(error)) throw nameTaken(field)
    throw error
  }
}

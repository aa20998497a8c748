import { type SQL, sql } from 'drizzle-orm'
import type { Database } from './database.ts'
import { meta, newEpoch } from './schema/meta.ts'

/** Which history of the database this is: one that loses what was committed goes on as another. */
export interface History {
  /** Its name when it was opened. */
  readonly epoch: string
  /** Its name now. Cheap enough to be asked every second. */
  read(): Promise<string>
  /** Gives it another name than `seen`, unless somebody just has. Answers the name it has now. */
  renew(seen: string): Promise<string>
}

interface Position {
  readonly name: string
  /** What the tables say of the name. */
  readonly epoch: string
  /** How much of the write-ahead log is safe on disk. It never shrinks, but for a restore. */
  readonly walBytes: number
}

/** Every promotion and every recovery to a point in time begins a new timeline, so it belongs to the name. */
const NAME = sql`${meta.epoch} || '.' || substr(pg_walfile_name(pg_current_wal_flush_lsn()), 1, 8)`
const POSITION: SQL = sql`
  select ${NAME} as name, ${meta.epoch} as epoch, pg_wal_lsn_diff(pg_current_wal_flush_lsn(), '0/0')::float8 as "walBytes" from ${meta}`

/**
 * The database's history. `read` notices by itself what a restore does: another `epoch` in the tables, another timeline,
 * or a log that is shorter than it was. The last is what a copy of an older disk looks like, and gets a new name, unless
 * somebody else has just given it one.
 */
export async function openHistory(database: Database): Promise<History> {
  async function position(): Promise<Position> {
    const [row] = await database.runPrepared<Position>(POSITION)
    if (!row) throw new Error('The database has no meta row: its migrations did not run.')
    return row
  }

  async function renew(seen: string): Promise<string> {
    await database.drizzle.update(meta).set({ epoch: newEpoch }).where(sql`${NAME} = ${seen}`)
    return (await position()).name
  }

  const opened = await position()
  let reachedBytes = opened.walBytes
  /** Epochs that stood for what may be lost. */
  const outlived = new Set([opened.epoch])

  return {
    epoch: opened.name,
    renew,
    async read() {
      // As it was before the question: answers may overtake each other.
      const reachedBefore = reachedBytes
      const { name, epoch, walBytes } = await position()
      const isShorter = walBytes < reachedBefore
      const isUsed = outlived.has(epoch)
      outlived.add(epoch)
      reachedBytes = isShorter ? walBytes : Math.max(reachedBytes, walBytes)
      return isShorter && isUsed ? await renew(name) : name
    },
  }
}

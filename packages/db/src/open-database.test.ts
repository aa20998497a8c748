import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Database } from './database.ts'
import { DatabaseLockedError } from './folder-lock.ts'
import { openHistory } from './history.ts'
import { isDemo, ping } from './meta.ts'
import { openDatabase } from './open-database.ts'
import { groups, people } from './schema/index.ts'

const insertPerson = ({ drizzle }: Database, id: string) =>
  drizzle.insert(people).values({ id, name: 'Mara', email: `${id}@lamps.example` })

async function expectMigrated(database: Database): Promise<void> {
  await ping(database)
  expect(await isDemo(database)).toBe(false)
  expect((await openHistory(database)).epoch).toMatch(/^[0-9a-f]{12}\.[0-9A-F]{8}$/)
  expect(await database.drizzle.select().from(groups)).toMatchObject([
    { name: 'Support Team', isDefault: true },
  ])
}

describe('an embedded database', () => {
  let dataDir = ''
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'shopbell-data-'))
  })
  afterEach(() => rm(dataDir, { recursive: true }))

  test('keeps in its folder what was written, and its epoch, and is refused while it is open', async () => {
    const folder = join(dataDir, 'made', 'when missing')
    const first = await openDatabase({ dataDir: folder })
    await expectMigrated(first)
    await insertPerson(first, 'mara')
    const { epoch } = await openHistory(first)
    await expect(openDatabase({ dataDir: folder })).rejects.toThrow(DatabaseLockedError)
    await first.close()

    const again = await openDatabase({ dataDir: folder })
    expect(await again.drizzle.select().from(people).where(eq(people.id, 'mara'))).toHaveLength(1)
    expect((await openHistory(again)).epoch).toBe(epoch)
    await again.close()
  })

  test('lets go of its folder when it cannot be opened', async () => {
    const migrationsDir = join(dataDir, 'nothing here')
    await expect(openDatabase({ dataDir, migrationsDir })).rejects.toThrow('journal')
    const database = await openDatabase({ dataDir })
    await database.close()
  })
})

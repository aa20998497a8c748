import { randomUUID } from 'node:crypto'
import postgres from 'postgres'
import type { Database } from '../database.ts'
import { MIGRATIONS_DIR } from '../migrations-dir.ts'
import { openDatabase } from '../open-database.ts'
import { openEmbedded } from '../open-embedded.ts'
import { embeddedTemplate } from './embedded-template.ts'

async function runOnServer(serverUrl: string, statement: string): Promise<void> {
  const connection = postgres(serverUrl, { max: 1, onnotice: () => undefined })
  try {
    await connection.unsafe(statement)
  } finally {
    await connection.end()
  }
}

/** Makes an empty database on a server and says how to get rid of it. */
export async function createOnServer(
  serverUrl: string,
): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `shopbell_test_${randomUUID().replaceAll('-', '')}`
  await runOnServer(serverUrl, `create database ${name}`)
  const url = new URL(serverUrl)
  url.pathname = name
  return {
    url: url.href,
    drop: () => runOnServer(serverUrl, `drop database ${name} with (force)`),
  }
}

export interface TestDatabase extends Database {
  /** Another node's handle on the same data, with connections of its own. The embedded one has but one: itself. */
  readonly peer: Database
}

async function openOnServer(serverUrl: string): Promise<TestDatabase> {
  const { url, drop } = await createOnServer(serverUrl)
  const database = await openDatabase({ url })
  const peer = await openDatabase({ url })
  return {
    ...database,
    peer,
    async close() {
      await Promise.all([database.close(), peer.close()])
      await drop()
    },
  }
}

/**
 * A migrated database of one's own, gone after `close`: embedded, in memory; or on the Postgres server that
 * TEST_DATABASE_URL names, so that the same tests prove both.
 */
export async function testDatabase(): Promise<TestDatabase> {
  const { TEST_DATABASE_URL: serverUrl } = process.env
  if (serverUrl) return openOnServer(serverUrl)
  const loadDataDir = await embeddedTemplate()
  const database = await openEmbedded({ loadDataDir, migrationsDir: MIGRATIONS_DIR })
  return { ...database, peer: database }
}

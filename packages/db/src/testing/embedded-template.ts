import { createHash, randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PGlite } from '@electric-sql/pglite'
import { drizzle } from 'drizzle-orm/pglite'
import { migrate } from 'drizzle-orm/pglite/migrator'
import { MIGRATIONS_DIR } from '../migrations-dir.ts'

const CACHE = fileURLToPath(new URL('../../node_modules/.cache', import.meta.url))
const PGLITE = fileURLToPath(
  new URL('../../node_modules/@electric-sql/pglite/package.json', import.meta.url),
)

/** Names the template after everything that goes into it. */
async function templateFile(): Promise<string> {
  const hash = createHash('sha256').update(await readFile(PGLITE))
  const names = (await readdir(MIGRATIONS_DIR)).filter((name) => name.endsWith('.sql')).sort()
  for (const name of names) hash.update(await readFile(join(MIGRATIONS_DIR, name)))
  return join(CACHE, `pglite-${hash.digest('hex').slice(0, 16)}.tar.gz`)
}

async function build(file: string): Promise<Blob> {
  const client = await PGlite.create()
  await migrate(drizzle(client), { migrationsFolder: MIGRATIONS_DIR })
  const dump = await client.dumpDataDir('gzip')
  await client.close()
  await mkdir(CACHE, { recursive: true })
  const draft = `${file}.${randomUUID()}`
  await writeFile(draft, Buffer.from(await dump.arrayBuffer()))
  await rename(draft, file)
  return dump
}

/** A migrated, otherwise fresh data folder as a dump: loading it is four times faster than making one. */
export async function embeddedTemplate(): Promise<Blob> {
  const file = await templateFile()
  const stored = await readFile(file).catch(() => null)
  return stored ? new Blob([stored], { type: 'application/x-gzip' }) : build(file)
}

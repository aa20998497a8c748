import { randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Env } from '../env.ts'

const SECRET_BYTES = 32
const OWNER_ONLY = 0o600

/** The secret that signs session cookies: the configured one, else one that is made once and kept in the data folder. */
export async function loadAuthSecret({
  authSecret,
  dataDir,
}: Pick<Env, 'authSecret' | 'dataDir'>): Promise<string> {
  if (authSecret) return authSecret
  const file = join(dataDir, 'auth-secret')
  await mkdir(dataDir, { recursive: true })
  try {
    const secret = randomBytes(SECRET_BYTES).toString('base64url')
    await writeFile(file, secret, { flag: 'wx', mode: OWNER_ONLY })
    return secret
  } catch (error) {
    const exists = error instanceof Error && 'code' in error && error.code === 'EEXIST'
    if (!exists) throw error
    return (await readFile(file, 'utf8')).trim()
  }
}

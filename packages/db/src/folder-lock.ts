import { randomUUID } from 'node:crypto'
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** Another live process holds the folder. */
export class DatabaseLockedError extends Error {
  override readonly name = 'DatabaseLockedError'
  readonly pid: number
  readonly folder: string

  constructor(pid: number, folder: string) {
    super(
      `The database in ${folder} is in use by process ${pid}. Stop that process first, or choose another ` +
        `folder. If ${pid} is not a Shopbell process, delete ${lockFile(folder)} and try again.`,
    )
    this.pid = pid
    this.folder = folder
  }
}

export interface FolderLock {
  release(): Promise<void>
}

/** As long as a restarting process may take to let go. */
const WAIT_MS = 5_000
const POLL_MS = 100

/** Folders of this very process. The file cannot tell: in a container every process may be number 1. */
const held = new Set<string>()

const lockFile = (folder: string) => join(folder, 'database.lock')

const hasCode = (error: unknown, code: string) =>
  error instanceof Error && 'code' in error && error.code === code

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // It lives, and is somebody else's.
    return hasCode(error, 'EPERM')
  }
}

async function readOrNull(file: string): Promise<string | null> {
  return await readFile(file, 'utf8').catch((error: unknown) => {
    if (hasCode(error, 'ENOENT')) return null
    throw error
  })
}

async function tryCreate(file: string): Promise<boolean> {
  // Written aside and then linked, so that nobody ever reads a lock without its pid.
  const draft = `${file}.${randomUUID()}`
  await writeFile(draft, String(process.pid))
  try {
    await link(draft, file)
    return true
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false
    throw error
  } finally {
    await rm(draft)
  }
}

/** Removes the lock of a dead process, and only that one: another may take it over at the same moment. */
async function removeStale(file: string, stale: string): Promise<void> {
  const aside = `${file}.${randomUUID()}`
  try {
    await rename(file, aside)
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return
    throw error
  }
  if ((await readOrNull(aside)) !== stale) await link(aside, file)
  await rm(aside)
}

/** Creates the lock file, taking over from a dead process at once and waiting for a live one. */
async function takeFile(folder: string, waitMs: number): Promise<void> {
  const file = lockFile(folder)
  const deadline = performance.now() + waitMs
  while (!(await tryCreate(file))) {
    const content = await readOrNull(file)
    if (content === null) continue
    const pid = Number(content)
    if (pid === process.pid || !isAlive(pid)) await removeStale(file, content)
    else if (performance.now() < deadline) await sleep(POLL_MS)
    else throw new DatabaseLockedError(pid, folder)
  }
}

/**
 * Takes the folder for this process; `waitMs` is how long to wait for another live one.
 * @throws DatabaseLockedError when that does not let go, and at once when this process holds the folder itself
 */
export async function lockFolder(path: string, waitMs = WAIT_MS): Promise<FolderLock> {
  const folder = resolve(path)
  if (held.has(folder)) throw new DatabaseLockedError(process.pid, folder)
  held.add(folder)
  try {
    await takeFile(folder, waitMs)
  } catch (error) {
    held.delete(folder)
    throw error
  }
  return {
    async release() {
      await rm(lockFile(folder), { force: true })
      held.delete(folder)
    },
  }
}

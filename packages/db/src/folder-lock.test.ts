import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { DatabaseLockedError, lockFolder } from './folder-lock.ts'

let folder = ''
let lockFile = ''
const children: ChildProcess[] = []

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shopbell-lock-'))
  lockFile = join(folder, 'database.lock')
})

afterEach(async () => {
  for (const child of children.splice(0)) await stop(child)
  await rm(folder, { recursive: true })
})

/** Another process, which lives until it is stopped. */
async function startProcess(): Promise<ChildProcess & { pid: number }> {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
  children.push(child)
  await once(child, 'spawn')
  const { pid } = child
  if (pid === undefined) throw new Error('The process did not start.')
  return Object.assign(child, { pid })
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGKILL')
  await once(child, 'exit')
}

test('a folder that a live process holds is refused, with its pid and the folder in the error', async () => {
  const { pid } = await startProcess()
  await writeFile(lockFile, String(pid))
  const refusal = await lockFolder(folder, 0).catch((error: unknown) => error)
  expect(refusal).toBeInstanceOf(DatabaseLockedError)
  expect(refusal).toMatchObject({ pid, folder })
  expect(await readFile(lockFile, 'utf8')).toBe(String(pid))
})

test('the lock of a process that died is taken over at once', async () => {
  const child = await startProcess()
  await writeFile(lockFile, String(child.pid))
  await stop(child)
  await lockFolder(folder, 0)
  expect(await readFile(lockFile, 'utf8')).toBe(String(process.pid))
})

test('a lock with our own pid from an earlier life is taken over, as in a container where everybody is number 1', async () => {
  await writeFile(lockFile, String(process.pid))
  const lock = await lockFolder(folder, 0)
  await lock.release()
})

test('the same process is refused a folder it holds already', async () => {
  const lock = await lockFolder(folder, 0)
  await expect(lockFolder(folder, 0)).rejects.toThrow(DatabaseLockedError)
  await lock.release()
})

test('a process that is restarted waits for the old one to let go', async () => {
  const { pid } = await startProcess()
  await writeFile(lockFile, String(pid))
  const locking = lockFolder(folder, 10_000)
  for (const child of children) await stop(child)
  const lock = await locking
  expect(await readFile(lockFile, 'utf8')).toBe(String(process.pid))
  await lock.release()
})

test('of two attempts at once in one process the second is refused', async () => {
  const attempts = await Promise.allSettled([lockFolder(folder, 0), lockFolder(`${folder}/`, 0)])
  expect(attempts.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
})

test('a folder let go leaves nothing behind and can be taken again', async () => {
  const lock = await lockFolder(folder, 0)
  await lock.release()
  expect(await readdir(folder)).toEqual([])
  const again = await lockFolder(folder, 0)
  await again.release()
})

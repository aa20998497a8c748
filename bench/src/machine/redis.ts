import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findFreePort } from './free-port.ts'
import { untilListening } from './until-listening.ts'

export interface Redis {
  readonly version: string
  readonly url: string
  readonly pid: number
  stop(): Promise<void>
}

/** Starts a Redis that keeps nothing on a port of its own, or answers null when there is no redis-server. */
export async function startRedis(): Promise<Redis | null> {
  let version: string
  try {
    version = execFileSync('redis-server', ['--version'], { encoding: 'utf8' }).trim()
  } catch {
    return null
  }
  const port = await findFreePort()
  const folder = mkdtempSync(join(tmpdir(), 'shopbell-bench-redis-'))
  const settings = ['--port', port, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no']
  const child = spawn('redis-server', settings.map(String), { cwd: folder, stdio: 'ignore' })
  const end = () => {
    child.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  }
  process.once('exit', end)
  await untilListening(port, () => child.exitCode === null)
  return {
    version,
    url: `redis://127.0.0.1:${port}`,
    pid: child.pid ?? 0,
    async stop() {
      process.off('exit', end)
      const gone = once(child, 'exit')
      end()
      await gone
    },
  }
}

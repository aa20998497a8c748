import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cpuOfTreeUs } from '../machine/cpu.ts'
import { searchPath } from '../machine/env.ts'
import { untilListening } from '../machine/until-listening.ts'
import type { Server } from './start-server.ts'

export interface OutsideOptions {
  readonly command: string
  readonly args: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  readonly port: number
  /** Removed when it has stopped. */
  readonly folder: string
}

const KB = 1_024

export const temporaryFolder = (name: string): string =>
  mkdtempSync(join(tmpdir(), `shopbell-bench-${name}-`))

function rssOf({ pid }: ChildProcess): number {
  const [, kilobytes] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kilobytes) * KB
}

/** Starts a server that others have written. Resolves once it listens. */
export async function startOutside(options: OutsideOptions): Promise<Server> {
  const { command, args, env, port, folder } = options
  const child = spawn(command, args, {
    cwd: folder,
    env: { PATH: searchPath, HOME: folder, ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const end = () => {
    child.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  }
  process.once('exit', end)
  const isAlive = () => child.exitCode === null && child.signalCode === null
  await untilListening(port, isAlive)
  return {
    port,
    cpuUs: async () => cpuOfTreeUs(child.pid ?? 0),
    memory: async () => ({ rssBytes: rssOf(child), heapBytes: 0 }),
    async stop() {
      process.off('exit', end)
      const gone = isAlive() ? once(child, 'exit') : null
      end()
      await gone
    },
  }
}

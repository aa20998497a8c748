import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

export interface ApiProcess {
  readonly port: number
  /** Ends it the hard way or the soft way; resolves once it is gone. */
  kill(signal: 'SIGKILL' | 'SIGTERM'): Promise<void>
}

const API_DIR = join(import.meta.dirname, '../..')

/** Starts the API as a process of its own on any port. Resolves once it listens. */
export async function startApiProcess(env: Readonly<Record<string, string>>): Promise<ApiProcess> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts'], {
    cwd: API_DIR,
    env: { PATH: process.env['PATH'] ?? '', NODE_ENV: 'test', API_PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const port = await portOf(child)
  return {
    port,
    async kill(signal) {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill(signal)
      await once(child, 'exit')
    },
  }
}

const portOf = (child: ChildProcess): Promise<number> =>
  new Promise((resolve, reject) => {
    let output = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      output += String(chunk)
      const port = output.match(/listening at http:\/\/[^:"]+:(\d+)/)?.[1]
      if (port) resolve(Number(port))
    })
    child.once('exit', () => reject(new Error(`The API ended before it listened:\n${output}`)))
  })

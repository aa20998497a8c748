import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

export interface ApiProcess {
  readonly pid: number
  readonly port: number
  readonly hasEnded: boolean
  /** Ends it the hard way or the soft way; resolves once it is gone. */
  kill(signal: 'SIGKILL' | 'SIGTERM'): Promise<void>
}

export interface ApiProcessOptions {
  /** A bundle to run in place of the source. */
  readonly bundle?: string
  /** Each line it writes, to whatever end, from the first on. Without it what it says of failures is shown. */
  readonly onLog?: (line: string) => void
}

const API_DIR = join(import.meta.dirname, '../..')
/** A process that takes longer hangs: it is ended, and has not started. */
const START_WITHIN_MS = 60_000
const FROM_SOURCE = ['--import', 'tsx', 'src/main.ts']

/** Who starts processes does not end before them, whatever ends it. */
const running = new Set<ChildProcess>()
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

/** Starts the API as a process of its own on any port. Resolves once it listens. */
export async function startApiProcess(
  env: Readonly<Record<string, string>>,
  { bundle, onLog }: ApiProcessOptions = {},
): Promise<ApiProcess> {
  const child = spawn(process.execPath, bundle ? [bundle] : FROM_SOURCE, {
    cwd: API_DIR,
    env: { PATH: process.env['PATH'] ?? '', NODE_ENV: 'test', API_PORT: '0', ...env },
    stdio: ['ignore', 'pipe', onLog ? 'pipe' : 'inherit'],
  })
  running.add(child)
  child.once('exit', () => running.delete(child))
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null
  const port = await portOf(child, onLog)
  return {
    pid: child.pid ?? 0,
    port,
    get hasEnded() {
      return hasEnded()
    },
    async kill(signal) {
      if (hasEnded()) return
      child.kill(signal)
      await once(child, 'exit')
    },
  }
}

const portOf = (child: ChildProcess, onLog?: (line: string) => void): Promise<number> =>
  new Promise((resolve, reject) => {
    let early = ''
    let port: string | undefined
    const hear = (line: string) => {
      onLog?.(line)
      if (port) return
      early += `${line}\n`
      port = line.match(/listening at http:\/\/[^:"]+:(\d+)/)?.[1]
      if (!port) return
      clearTimeout(tooLate)
      resolve(Number(port))
    }
    for (const stream of [child.stdout, child.stderr]) {
      if (stream) createInterface({ input: stream }).on('line', hear)
    }
    const tooLate = setTimeout(() => child.kill('SIGKILL'), START_WITHIN_MS)
    child.once('exit', () => clearTimeout(tooLate))
    child.once('exit', () => reject(new Error(`The API ended before it listened:\n${early}`)))
  })

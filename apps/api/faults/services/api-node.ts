import { setTimeout as sleep } from 'node:timers/promises'
import { type ApiProcess, startApiProcess } from '../../src/testing/api-process.ts'
import { startTcpProxy, type TcpProxy } from '../../src/testing/tcp-proxy.ts'

export interface ApiNodeOptions {
  readonly name: string
  readonly bundle: string
  /** Without the addresses of the services, which go through its proxies. */
  readonly env: Readonly<Record<string, string>>
  readonly databaseUrl: string
  readonly redisPort: number | null
  readonly onLog: (line: string) => void
  /** It ended though nobody ended it. */
  readonly onCrash: () => void
}

/** One node of the product, with a network of its own on every side. Its address stays whatever becomes of it. */
export interface ApiNode {
  readonly name: string
  /** Through its proxy. */
  readonly address: string
  readonly clients: TcpProxy
  readonly postgres: TcpProxy
  /** Null without Redis. */
  readonly redis: TcpProxy | null
  readonly pid: number
  /** Its own, until it is started again. */
  readonly port: number
  readonly isUp: boolean
  /** Ends it without a word. */
  kill(): Promise<void>
  /** Tells it to end and waits until it has; answers how long that took. */
  terminate(): Promise<number>
  /** Starts it again, and again until it stays. */
  start(): Promise<void>
  close(): Promise<void>
}

const START_ATTEMPTS = 40
const START_PAUSE_MS = 250

export async function startApiNode(options: ApiNodeOptions): Promise<ApiNode> {
  const { name, bundle, env, databaseUrl, redisPort, onLog, onCrash } = options
  const clients = await startTcpProxy(0)
  const postgres = await startTcpProxy(Number(new URL(databaseUrl).port))
  const redis = redisPort === null ? null : await startTcpProxy(redisPort)
  const url = new URL(databaseUrl)
  url.port = String(postgres.port)
  const whole = {
    ...env,
    DATABASE_URL: url.href,
    ...(redis && { REDIS_URL: `redis://127.0.0.1:${redis.port}` }),
  }

  let running: ApiProcess | null = null
  const start = async () => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        running = await startApiProcess(whole, { bundle, onLog })
        clients.connectTo(running.port)
        return
      } catch (error) {
        // Its database may be away at the moment: whoever runs it in earnest starts it again, too.
        if (attempt === START_ATTEMPTS) throw error
        await sleep(START_PAUSE_MS)
      }
    }
  }
  const end = async (signal: 'SIGKILL' | 'SIGTERM') => {
    const ending = running
    running = null
    if (ending?.hasEnded) onCrash()
    await ending?.kill(signal)
  }
  await start()

  return {
    name,
    address: `http://127.0.0.1:${clients.port}`,
    clients,
    postgres,
    redis,
    get pid() {
      return running?.pid ?? 0
    },
    get port() {
      return running?.port ?? 0
    },
    get isUp() {
      return running !== null && !running.hasEnded
    },
    kill: () => end('SIGKILL'),
    async terminate() {
      const startedMs = performance.now()
      await end('SIGTERM')
      return performance.now() - startedMs
    },
    start,
    async close() {
      await end('SIGKILL')
      await Promise.all([clients, postgres, redis].map((proxy) => proxy?.close()))
    },
  }
}

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from './free-port.ts'

/** A Redis of the suite's own, which remembers nothing across its deaths. */
export interface RedisServer {
  readonly port: number
  /** Forgets everything, as it is. */
  flush(): Promise<void>
  kill(): Promise<void>
  start(): Promise<void>
  stop(): Promise<void>
}

const START_WITHIN_MS = 10_000

/** Says one thing to it and answers what it said. Rejects when nobody is there. */
function say(port: number, command: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(`${command}\r\n`))
    socket.once('data', (answer) => {
      socket.destroy()
      resolve(String(answer))
    })
    socket.once('error', reject)
  })
}

async function untilItAnswers(port: number): Promise<void> {
  const deadlineMs = performance.now() + START_WITHIN_MS
  for (;;) {
    const answer = await say(port, 'PING').catch(() => '')
    if (answer.startsWith('+PONG')) return
    if (performance.now() > deadlineMs) throw new Error('Redis did not start.')
    await sleep(20)
  }
}

export async function startRedis(): Promise<RedisServer> {
  const port = await freePort()
  const settings = ['--port', `${port}`, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no']
  let child: ChildProcess | null = null
  const start = async () => {
    const started = spawn('redis-server', settings, { stdio: 'ignore', cwd: '/' })
    const failed = new Promise<never>((_, reject) => started.once('error', reject))
    await Promise.race([untilItAnswers(port), failed])
    child = started
  }
  const kill = async () => {
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
  await start()
  return {
    port,
    async flush() {
      await say(port, 'FLUSHALL')
    },
    kill,
    start,
    stop: kill,
  }
}

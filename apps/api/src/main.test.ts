import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { upgradeAnswer } from './testing/raw-socket.ts'

// Each test starts real processes.
vi.setConfig({ testTimeout: 120_000 })

const running = new Set<ChildProcess>()
let dataDir: string

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'shopbell-main-'))
})
afterEach(() => {
  for (const child of running) child.kill('SIGKILL')
})
afterAll(() => rm(dataDir, { recursive: true }))

interface Run {
  readonly child: ChildProcess
  /** Everything printed until the process ended. */
  readonly ended: Promise<{ code: number | null; output: string }>
  /** The first match of what it prints. */
  printed(pattern: RegExp): Promise<RegExpMatchArray>
}

function run(env: Record<string, string>): Run {
  const child = spawn(process.execPath, ['--import', 'tsx', join(import.meta.dirname, 'main.ts')], {
    env: {
      PATH: process.env['PATH'] ?? '',
      NODE_ENV: 'test',
      DATA_DIR: dataDir,
      API_PORT: '0',
      SEED_DEMO: '0',
      ...env,
    },
    // Where tsx is found.
    cwd: import.meta.dirname,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running.add(child)
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      output += String(chunk)
    })
  }
  const ended = once(child, 'close').then(([code]) => {
    running.delete(child)
    return { code: code as number | null, output }
  })
  return {
    child,
    ended,
    printed: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const match = output.match(pattern)
          if (match) resolve(match)
        }
        child.stdout?.on('data', look)
        look()
        child.once('close', () => reject(new Error(`It ended without printing it:\n${output}`)))
      }),
  }
}

describe('R-48: a start that cannot be', () => {
  it('says which variables are wrong, without a stack', async () => {
    const { code, output } = await run({ NODE_ENV: 'production', API_PORT: 'x' }).ended
    expect(code).toBe(1)
    expect(output).toContain('API_PORT: must be a port number')
    expect(output).not.toContain('    at ')
  })

  it('says that the port is taken', async () => {
    const squatter = createServer().listen(0, '127.0.0.1')
    await once(squatter, 'listening')
    const address = squatter.address()
    const port = typeof address === 'object' && address ? String(address.port) : ''
    const { code, output } = await run({ API_PORT: port }).ended
    squatter.close()
    expect(code).toBe(1)
    expect(output).toContain(
      `address already in use 127.0.0.1:${port}. Is Shopbell running already?`,
    )
    expect(output).not.toContain('    at ')
  })
})

describe('a run', () => {
  it('serves, keeps its folder to itself, and ends cleanly when told to', async () => {
    const first = run({})
    const [, url] = await first.printed(/listening at (http:[^"]+)"/)
    expect((await fetch(`${url}/api/ready`)).status).toBe(200)
    await first.printed(/one-time token/)

    const second = await run({}).ended
    expect(second.code).toBe(1)
    expect(second.output).toContain(`in use by process ${first.child.pid}`)
    expect(second.output).not.toContain('    at ')

    first.child.kill('SIGTERM')
    const { code, output } = await first.ended
    expect(code).toBe(0)
    expect(output).toMatch(/"draining".*\n.*"stopped"/)
  })

  it('goes on serving until the load balancer has noticed that it ends, unless told twice', async () => {
    const { child, ended, printed } = run({ DRAIN_WAIT_MS: '60000' })
    const [, url] = await printed(/listening at (http:[^"]+)"/)
    expect((await fetch(`${url}/api/health`)).headers.get('connection')).toBe('keep-alive')

    child.kill('SIGTERM')
    await vi.waitFor(async () => expect((await fetch(`${url}/api/ready`)).status).toBe(503))
    expect(await upgradeAnswer(`${url?.replace('http', 'ws')}/api/ws`)).toMatchObject({
      status: 503,
      retryAfter: '2',
    })
    const served = await fetch(`${url}/api/chat/session`, { method: 'POST' })
    expect(served.status).toBe(200)
    expect(served.headers.get('connection')).toBe('close')

    child.kill('SIGTERM')
    const { code, output } = await ended
    expect(code).toBe(0)
    expect(output).toMatch(/"draining".*"draining faster".*"stopped"/s)
  })
})

import { openDatabase } from '@shopbell/db'
import { createOnServer } from '@shopbell/db/testing'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createDeps } from '../deps.ts'
import { loadEnv } from '../env.ts'
import { createLogger } from '../observability/logger.ts'
import { startTcpProxy } from '../testing/tcp-proxy.ts'

const { TEST_DATABASE_URL: serverUrl = '' } = process.env

/** A node whose way to the database a test can spoil. */
async function start() {
  const { url, drop } = await createOnServer(serverUrl)
  onTestFinished(drop)
  const network = await startTcpProxy(Number(new URL(url).port))
  onTestFinished(() => network.close())
  const proxied = new URL(url)
  proxied.port = String(network.port)
  const database = await openDatabase({ url: proxied.href })
  const env = loadEnv({
    NODE_ENV: 'test',
    AUTH_SECRET: 'a-secret-for-tests-0123456789-abcdefg',
    LOG_LEVEL: 'silent',
  })
  const deps = await createDeps({ env, logger: createLogger(env), database })
  onTestFinished(() => deps.drain(AbortSignal.abort()))
  const address = await deps.app.listen({ host: '127.0.0.1', port: 0 })

  return {
    network,
    /** What a probe is told, and that it is told at once. */
    async probe(path: '/api/ready' | '/api/health') {
      const { status } = await fetch(`${address}${path}`, { signal: AbortSignal.timeout(1_000) })
      return status
    },
  }
}

const soon = { timeout: 40_000, interval: 100 }

describe.skipIf(serverUrl === '')('a node whose database', () => {
  test('hangs says so at once, lives on, and is ready by itself once it answers', async () => {
    const { network, probe } = await start()
    expect(await probe('/api/ready')).toBe(200)

    network.partition()
    await expect.poll(() => probe('/api/ready'), soon).toBe(503)
    expect(await probe('/api/health')).toBe(200)

    network.heal()
    await expect.poll(() => probe('/api/ready'), soon).toBe(200)
  }, 100_000)

  test('restarts stays ready, for it is back before anybody would have moved', async () => {
    const { network, probe } = await start()
    network.cut()
    for (let probes = 0; probes < 20; probes += 1) expect(await probe('/api/ready')).toBe(200)
  })
})

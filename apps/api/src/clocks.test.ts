import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SignalFrame } from '@shopbell/chat-core'
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  onTestFinished,
  test,
  vi,
} from 'vitest'
import { BriefCache } from './auth/brief-cache.ts'
import { ChatClient } from './testing/chat-client.ts'
import { openRawSocket } from './testing/raw-socket.ts'
import { seeded } from './testing/seeded.ts'
import { startSocketServer } from './testing/socket-server.ts'
import { startTestApi, type TestApi } from './testing/start-test-api.ts'
import { TokenBucket } from './ws/token-bucket.ts'

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS
/** What a node that corrects its clock may do. */
const CORRECTIONS_MS = [5 * MINUTE_MS, -5 * MINUTE_MS]
const JUMPS_MS = [...CORRECTIONS_MS, DAY_MS, -DAY_MS]

// Only what says the time of day is faked: what measures durations goes on as it is.
beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: Date.now() }))
afterEach(() => void vi.useRealTimers())

const jump = (ms: number) => vi.setSystemTime(Date.now() + ms)

describe('C12: when the clock of a node jumps', () => {
  let api: TestApi
  beforeAll(async () => {
    api = await startTestApi()
  })
  afterAll(() => api.close())

  test('messages keep their order and arrive, over the sockets there are', async () => {
    const { browser, roomId } = await api.newCustomer()
    const client = new ChatClient({
      browser,
      url: api.url,
      actAs: 'customer',
      roomId,
      random: seeded(12),
    })
    onTestFinished(() => client.close())
    const sent: string[] = []
    for (const ms of [0, ...JUMPS_MS]) {
      jump(ms)
      sent.push(`After a jump of ${ms} ms`)
      await client.send(sent.at(-1) ?? '')
    }

    const shown = () =>
      client.view?.messages.flatMap((message) => ('body' in message ? [message.body] : []))
    await expect.poll(shown, { timeout: 10_000 }).toEqual(sent)
    expect(client).toMatchObject({ snapshots: 1, attempts: sent.length })
  })

  test.each(CORRECTIONS_MS)(
    'by %i ms, who types is seen to do so, for what is left of six seconds',
    async (ms) => {
      const { browser, roomId } = await api.newCustomer()
      const { browser: desk } = await api.newAgent({ role: 'manager' })
      const socket = desk.openSocket()
      onTestFinished(() => socket.close())
      const watch = () => {
        const frames: SignalFrame[] = []
        socket.client.room.signals.subscribe({ roomId }, { onData: (frame) => frames.push(frame) })
        return frames
      }
      const before = watch()
      await expect.poll(() => before, { timeout: 10_000 }).toHaveLength(1)
      await browser.trpc.room.typing.mutate({ roomId, active: true })
      await expect.poll(() => before, { timeout: 10_000 }).toHaveLength(2)

      jump(ms)
      const after = watch()

      await expect.poll(() => after, { timeout: 10_000 }).toHaveLength(2)
      const ttlMs = after.flatMap((frame) => (frame.type === 'typing.changed' ? [frame.ttlMs] : []))
      expect(ttlMs).toEqual([expect.any(Number)])
      expect(ttlMs[0]).toBeGreaterThan(0)
      expect(ttlMs[0]).toBeLessThanOrEqual(6_000)
    },
  )
})

describe.each(JUMPS_MS)('C12: when the clock jumps by %i ms', (ms) => {
  test('nobody is taken for dead, and who is dead is still found', async () => {
    const { url, sockets } = await startSocketServer({
      limits: { pingEveryMs: 100, pongWithinMs: 100 },
    })
    const alive = await openRawSocket(url)
    await openRawSocket(url, { params: { token: 'dead' }, autoPong: false })
    jump(ms)
    await expect.poll(() => sockets.census().open).toBe(1)
    expect(alive.socket.readyState).toBe(alive.socket.OPEN)
  })

  test('what is remembered for a moment is remembered for a moment', async () => {
    const cache = new BriefCache<number>({ ttlMs: 200, maxEntries: 10 })
    let asked = 0
    const ask = () =>
      cache.get('who', async () => {
        asked += 1
        return asked
      })
    expect(await ask()).toBe(1)
    jump(ms)
    expect(await ask()).toBe(1)
    await expect.poll(ask).toBe(2)
  })

  test('a budget is neither filled nor blocked', () => {
    const bucket = new TokenBucket({ burst: 2, perSecond: 0.01 })
    bucket.take()
    bucket.take()
    jump(ms)
    expect(bucket.take()).toBeGreaterThan(90_000)
    expect(bucket.take()).toBeLessThanOrEqual(100_000)
  })
})

test('C12: nothing in the API asks for the time of day', () => {
  const sources = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' }).filter(
    (path) => path.endsWith('.ts') && !path.endsWith('.test.ts') && !/\btesting\b/.test(path),
  )
  const asking = sources.filter((path) =>
    /\bDate\.now\b|\bnew Date\(\)|(?<!new )\bDate\(/.test(
      readFileSync(join(import.meta.dirname, path), 'utf8'),
    ),
  )
  expect(sources.length).toBeGreaterThan(50)
  expect(asking).toEqual([])
})

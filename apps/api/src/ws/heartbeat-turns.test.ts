import { EventEmitter } from 'node:events'
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import type { WebSocket } from 'ws'
import { seeded } from '../testing/seeded.ts'
import { Heartbeat } from './heartbeat.ts'
import { socketLimits } from './socket-limits.ts'

/** A client at the other end of a network that is as good as a test says. */
class Client extends EventEmitter {
  readonly OPEN = 1
  readyState = 1
  bufferedAmount = 0
  answers = true
  pings = 0
  droppedAtMs: number | null = null

  ping(): void {
    this.pings += 1
    if (this.answers) this.emit('pong')
  }

  terminate(): void {
    this.readyState = 3
    this.droppedAtMs = performance.now()
    this.emit('close')
  }
}

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

/** A heart for as many clients, with the figures of production. */
function start(count: number) {
  const heartbeat = new Heartbeat(socketLimits)
  onTestFinished(() => heartbeat.close())
  const clients = Array.from({ length: count }, () => new Client())
  for (const client of clients) heartbeat.add(client as unknown as WebSocket)
  return { heartbeat, clients }
}

const pass = (ms: number) => vi.advanceTimersByTime(ms)

test('10,000 clients that came in one moment are all pinged every 15 s, and few of them in any moment', () => {
  const { clients } = start(10_000)
  const pinged = () => clients.reduce((sum, { pings }) => sum + pings, 0)
  const moments: number[] = []
  for (let ms = 0; ms < 15_000; ms += 10) {
    const before = pinged()
    pass(10)
    moments.push(pinged() - before)
  }
  expect(Math.min(...clients.map(({ pings }) => pings))).toBeGreaterThanOrEqual(1)
  expect(Math.max(...moments)).toBeLessThan(200)
})

test('C10: a connection is dropped within 20 s of its death, whenever that is, and no other one', () => {
  const { heartbeat, clients } = start(200)
  const random = seeded(10)
  const deaths = new Map(clients.slice(0, 100).map((client) => [client, 60_000 * random()]))
  for (const [client, diesAtMs] of deaths) setTimeout(() => (client.answers = false), diesAtMs)

  const startedAtMs = performance.now()
  pass(120_000)

  for (const [client, diesAtMs] of deaths) {
    const lastedMs = (client.droppedAtMs ?? Number.POSITIVE_INFINITY) - startedAtMs - diesAtMs
    expect(lastedMs).toBeGreaterThan(socketLimits.pongWithinMs - 1)
    expect(lastedMs).toBeLessThan(20_000)
  }
  expect(heartbeat.size).toBe(100)
})

test('a reader whose pong waits behind what they have not read yet is slow, not dead', () => {
  const { heartbeat, clients } = start(1)
  const client = clients[0] ?? new Client()
  client.answers = false
  client.bufferedAmount = 100_000
  pass(socketLimits.pingEveryMs + socketLimits.pongWithinMs + 1_000)
  expect(heartbeat.size).toBe(1)

  client.answers = true
  client.bufferedAmount = 0
  pass(60_000)
  expect(heartbeat.size).toBe(1)

  client.answers = false
  client.bufferedAmount = 100_000
  pass(60_000)
  expect(heartbeat.size).toBe(0)
})

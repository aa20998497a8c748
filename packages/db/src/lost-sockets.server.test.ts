import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Database } from './database.ts'
import { openDatabase } from './open-database.ts'
import { createOnServer } from './testing/index.ts'

const { TEST_DATABASE_URL: serverUrl = '' } = process.env

/** A way to the server that can be cut, with a reset as when a machine dies, or with a goodbye. */
async function openRoad({ hostname, port }: URL) {
  const sockets = new Set<Socket>()
  const road = createServer((near) => {
    const far = connect(Number(port), hostname)
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      from.pipe(to)
      from.on('error', () => to.destroy())
      from.on('close', () => sockets.delete(from))
    }
    sockets.add(near)
  }).listen(0, '127.0.0.1')
  await once(road, 'listening')
  return {
    port: (road.address() as AddressInfo).port,
    cut(how: 'reset' | 'goodbye') {
      for (const socket of sockets) how === 'reset' ? socket.resetAndDestroy() : socket.destroy()
    },
    close: () => road.close(),
  }
}

let server: Awaited<ReturnType<typeof createOnServer>>
let road: Awaited<ReturnType<typeof openRoad>>
let database: Database
beforeEach(async () => {
  server = await createOnServer(serverUrl)
  const url = new URL(server.url)
  road = await openRoad(url)
  url.port = String(road.port)
  database = await openDatabase({ url: url.href })
})
afterEach(async () => {
  await database.close()
  road.close()
  await server.drop()
})

const inTransaction = () =>
  database.drizzle.transaction(async (tx) => {
    await tx.execute(sql`select 1`)
    await tx.execute(sql`select 2`)
  })

test.each(['reset', 'goodbye'] as const)(
  'whoever asks while all connections are lost (%s), again and again, is answered each time',
  async (how) => {
    const counts = { done: 0, failed: 0 }
    let isOver = false
    const askOn = async (index: number) => {
      while (!isOver) {
        const asked = index % 4 === 0 ? inTransaction() : database.runPrepared(sql`select 1`)
        await asked.then(
          () => (counts.done += 1),
          () => (counts.failed += 1),
        )
      }
    }
    const asking = Promise.all(Array.from({ length: 20 }, (_, index) => askOn(index)))
    try {
      for (let cut = 1; cut <= 8; cut += 1) {
        const { done } = counts
        await expect.poll(() => counts.done, { timeout: 10_000 }).toBeGreaterThan(done + 20)
        road.cut(how)
        await expect.poll(() => counts.failed, { timeout: 10_000 }).toBeGreaterThanOrEqual(cut)
      }
    } finally {
      isOver = true
    }
    await asking
  },
)

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type ApiProcess, startApiProcess } from '../../src/testing/api-process.ts'
import { startTcpProxy } from '../../src/testing/tcp-proxy.ts'
import { readLog, signInCustomer } from '../clients/newcomer.ts'
import { Outbox } from '../clients/outbox.ts'
import {
  checkDensity,
  checkDuplicates,
  checkIntents,
  checkSenderOrder,
} from '../oracle/check-log.ts'
import type { Tables } from '../oracle/tables.ts'
import type { Scenario } from '../scenario.ts'
import { until } from '../until.ts'

const KILLS = { short: 5, large: 100 }
const CUSTOMERS = 4
const OPEN_WITHIN_MS = 5_000
const ACKED_BETWEEN = 40
const SOON_MS = 20

export const embeddedKill: Scenario = {
  id: 'c13',
  promise:
    'a shop on the embedded database is killed while it writes: it opens again, with everything it had acknowledged',
  async run(stage) {
    const { recorder, timing } = stage
    const bundle = await stage.bundle()
    const dataDir = await mkdtemp(join(tmpdir(), 'shopbell-faults-embedded-'))
    stage.onSweep(() => rm(dataDir, { recursive: true, force: true }))
    const network = await startTcpProxy(0)
    stage.onSweep(() => network.close())
    const env = { RATE_LIMITS: 'off', SEED_DEMO: '0', DATA_DIR: dataDir }
    let node: ApiProcess | null = null
    stage.onSweep(() => node?.kill('SIGKILL'))
    const open = async () => {
      const startedMs = performance.now()
      node = await startApiProcess(env, { bundle, onLog: () => undefined })
      network.connectTo(node.port)
      return performance.now() - startedMs
    }

    await open()
    const address = `http://127.0.0.1:${network.port}`
    const customers = await Promise.all(
      Array.from({ length: CUSTOMERS }, () => signInCustomer(address)),
    )
    let isOver = false
    const writing = customers.map(async ({ person, roomId }) => {
      const random = stage.chance()
      const box = new Outbox({ person, roomId, addresses: [address], timing, random, recorder })
      while (!isOver) await box.send()
    })
    const random = stage.chance()
    const openedMs: number[] = []
    for (let kill = 0; kill < KILLS[stage.isLarge ? 'large' : 'short']; kill += 1) {
      const enough = recorder.acked + ACKED_BETWEEN
      await until(() => recorder.acked >= enough)
      await sleep(SOON_MS * random())
      await (node as ApiProcess | null)?.kill('SIGKILL')
      recorder.fault('kill -9 of the shop')
      openedMs.push(await open())
    }
    isOver = true
    await Promise.all(writing)
    recorder.figure('open again after', Math.max(...openedMs), { mark: OPEN_WITHIN_MS })

    const rooms = await Promise.all(customers.map((customer) => readLog(address, customer)))
    const tables: Tables = {
      rooms: new Map(rooms.map((room) => [room.roomId, room])),
      overCapacity: [],
    }
    const findings = [
      ...checkIntents(recorder.intents, tables),
      ...[checkDuplicates, checkDensity, checkSenderOrder].flatMap((check) => check(tables)),
    ]
    for (const { kind, text } of findings) recorder.observe(kind, text)
  },
}
